package dev.relaydesk.action.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.endpoint.CallResult.Ambiguous;
import dev.relaydesk.action.endpoint.CallResult.Failed;
import dev.relaydesk.action.endpoint.CallResult.Succeeded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer tells, and what of it is kept. */
class EndpointAnswerTest extends CallsToAShop {

    @Test
    void a_good_answer_comes_back_as_text() {
        assertThat(call(reading)).isEqualTo(new Succeeded(200, "{\"status\":\"shipped\"}"));
        assertThat(outside.target()).isEqualTo("/orders/4711?note=two%20words%20%26%20more");
        assertThat(outside.requests().getLast()).contains("\r\nHost: shop.test:" + outside.port() + "\r\n");
    }

    @Test
    void only_what_the_pointers_name_goes_to_the_model() {
        outside.answers("200 OK", """
                {"status":"shipped","cost":17,"items":[{"name":"lid","margin":0.4}]}""");
        assertThat(call(picking)).isEqualTo(new Succeeded(200, "{\"status\":\"shipped\",\"items/0/name\":\"lid\"}"));

        outside.answers("200 OK", "{\"cost\":17}");
        assertThat(call(picking)).isEqualTo(new Succeeded(200, "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"status\":", "\"shipped\"", "nul"})
    void a_good_status_with_an_unreadable_body_leaves_it_open(String body) {
        outside.answers("200 OK", body);

        assertThat(call(picking)).is(failed("unreadable", true));
        assertThat(call(shop("method=POST\nanswer=/status"))).isInstanceOf(Ambiguous.class);
    }

    @Test
    void nothing_to_say_is_no_failure() {
        outside.plays(socket -> socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8)));

        assertThat(call(shop("method=POST\nanswer=/status"))).isEqualTo(new Succeeded(204, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Failed,    Failed,    false",
        "404, Failed,    Failed,    false",
        "409, Failed,    Failed,    false",
        "422, Failed,    Failed,    false",
        "408, Failed,    Ambiguous, true",
        "425, Failed,    Failed,    true",
        "429, Failed,    Failed,    true",
        "500, Failed,    Ambiguous, true",
        "502, Failed,    Ambiguous, true",
        "503, Failed,    Ambiguous, true",
        "504, Failed,    Ambiguous, true",
        "599, Failed,    Ambiguous, true",
        "301, Failed,    Ambiguous, false",
        "302, Failed,    Ambiguous, false",
        "303, Failed,    Ambiguous, false",
        "307, Failed,    Failed,    false",
        "308, Failed,    Failed,    false"
    })
    void a_status_tells_what_is_known(int status, String whenReading, String whenWriting, boolean again) {
        outside.answers(status + " Whatever\nLocation: /elsewhere\nRetry-After: 86400", "no such order");

        CallResult read = call(reading);
        CallResult wrote = call(writing);

        assertThat(read.getClass().getSimpleName()).isEqualTo(whenReading);
        assertThat(((Failed) read).mayTryAgain()).isEqualTo(again);
        assertThat(wrote.getClass().getSimpleName()).isEqualTo(whenWriting);
        assertThat(outside.connections()).isEqualTo(2);
        if (status >= 400 && again) {
            assertThat(((Failed) read).pause()).isEqualTo(Duration.ofMinutes(10));
        }
        if (status >= 400) {
            assertThat(((Failed) read).detail()).isEqualTo("no such order");
        }
    }

    @Test
    void a_key_that_is_being_worked_on_leaves_it_open() {
        outside.answers("409 Conflict", "");

        assertThat(call(shop("method=POST\neffect=idempotent\nkey-header=Idempotency-Key")))
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void what_may_have_been_done_is_looked_up_by_our_reference() {
        Endpoints endpoints = Settings.endpoints("""
                relaydesk.action.endpoints.find.url=http://shop.test:%1$d/claims?ref={reference}&shop={shop}
                relaydesk.action.endpoints.find.allow-http=true
                relaydesk.action.endpoints.find.allow-networks=127.0.0.1
                relaydesk.action.endpoints.find.answer=/claims/0/number
                relaydesk.action.endpoints.find.parameters.shop.pattern=[a-z]+
                relaydesk.action.endpoints.claim.url=http://shop.test:%1$d/claims
                relaydesk.action.endpoints.claim.method=POST
                relaydesk.action.endpoints.claim.effect=lookup_first
                relaydesk.action.endpoints.claim.lookup=find
                relaydesk.action.endpoints.claim.key-field=ref
                relaydesk.action.endpoints.claim.allow-http=true
                relaydesk.action.endpoints.claim.allow-networks=127.0.0.1
                relaydesk.action.endpoints.claim.parameters.shop.pattern=[a-z]+
                relaydesk.action.endpoints.claim.parameters.why.pattern=[a-z]+
                """.formatted(outside.port()));
        Endpoint claim = endpoints.endpoint("claim").orElseThrow();
        ObjectNode given =
                JsonNodeFactory.instance.objectNode().put("shop", "leeds").put("why", "broken");

        outside.plays(socket -> {});
        assertThat(calls.call(claim, given, "key 1")).isInstanceOf(Ambiguous.class);

        outside.answers("200 OK", "{\"claims\":[{\"number\":12}]}");
        assertThat(calls.lookUp(claim, given, "key 1")).isEqualTo(new Lookup.Found("{\"claims/0/number\":12}"));
        assertThat(outside.target()).isEqualTo("/claims?ref=key%201&shop=leeds");

        outside.answers("200 OK", "{\"claims\":[]}");
        assertThat(calls.lookUp(claim, given, "key 1")).isEqualTo(new Lookup.NotFound());

        outside.answers("404 Not Found", "");
        assertThat(calls.lookUp(claim, given, "key 1")).isEqualTo(new Lookup.NotFound());

        outside.answers("503 Busy", "");
        assertThat(calls.lookUp(claim, given, "key 1")).isInstanceOf(Lookup.Unknown.class);
        assertThat(calls.lookUp(writing, given, "key 1")).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void letters_come_back_as_they_were_meant() {
        outside.answers("200 OK\nContent-Type: text/plain; charset=ISO-8859-1", "Größe".getBytes(ISO_8859_1));
        assertThat(call(reading)).isEqualTo(new Succeeded(200, "Größe"));

        outside.answers("200 OK\nContent-Type: text/plain; charset=\"klingon\"", "Größe".getBytes(UTF_8));
        assertThat(call(reading)).isEqualTo(new Succeeded(200, "Größe"));

        outside.answers("200 OK\nContent-Type: ;;;=\"\u0001,charset=,", "Größe".getBytes(UTF_8));
        assertThat(call(reading)).isEqualTo(new Succeeded(200, "Größe"));

        outside.answers("200 OK\nContent-Type: application/json", "{\"status\":\"größer\"}".getBytes(UTF_16));
        assertThat(call(picking)).isEqualTo(new Succeeded(200, "{\"status\":\"größer\"}"));
    }

    @Test
    void what_is_not_to_be_seen_is_taken_out() {
        outside.answers("200 OK", "a\u0000b\u001b[31m\u202ec\u2066d\ufeff\r\ne");

        assertThat(call(reading)).isEqualTo(new Succeeded(200, "ab[31mcd\ne"));
    }

    @Test
    void a_compressed_body_that_nobody_asked_for_is_unreadable() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("0".repeat(50_000_000).getBytes(UTF_8));
        }
        outside.answers("200 OK\nContent-Encoding: gzip", packed.toByteArray());

        assertThat(call(reading)).is(failed("unreadable", true));
        assertThat(outside.requests().getLast()).doesNotContain("Accept-Encoding");
    }
}
