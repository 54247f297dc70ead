package dev.relaydesk.action.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.anyOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.endpoint.CallResult.Ambiguous;
import dev.relaydesk.action.endpoint.CallResult.Failed;
import dev.relaydesk.action.endpoint.CallResult.Succeeded;
import dev.relaydesk.testing.Drip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointCallsTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    private final Outside outside = new Outside();
    private final EndpointCalls calls =
            new EndpointCalls(name -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
    private final Endpoint reading = shop("");
    private final Endpoint writing = shop("method=POST\nkey-field=external_reference");
    private final Endpoint picking = shop("answer=/status,/items/0/name");

    @AfterEach
    void stop() {
        calls.close();
        outside.close();
    }

    @Test
    void a_good_answer_comes_back_as_text() {
        assertThat(call(reading)).isEqualTo(new Succeeded(200, "{\"status\":\"shipped\"}"));
        assertThat(outside.target()).isEqualTo("/orders/4711?note=two%20words%20%26%20more");
        assertThat(outside.requests().getLast()).contains("\r\nHost: shop.test:" + outside.port() + "\r\n");
    }

    @Test
    void a_body_carries_the_parameters_in_their_own_types_and_our_reference() {
        ObjectNode given = parameters().put("count", 3).put("gift", true);
        Endpoint endpoint = shop("""
                method=POST
                key-field=external_reference
                key-header=Idempotency-Key
                effect=idempotent
                parameters.count.pattern=[0-9]
                parameters.gift.pattern=true|false
                parameters.gift.name=isGift
                """);

        assertThat(calls.call(endpoint, given, "key-1")).isInstanceOf(Succeeded.class);
        assertThat(outside.requests().getLast())
                .startsWith("POST /orders/4711?note=two")
                .contains("\r\nIdempotency-Key: key-1\r\n")
                .endsWith("{\"count\":3,\"isGift\":true,\"external_reference\":\"key-1\"}");
    }

    @Test
    void a_body_may_be_a_form() {
        Endpoint endpoint = shop("method=POST\nbody=form\nkey-field=ref\nparameters.text.pattern=(?s).*");

        calls.call(endpoint, parameters().put("text", "a&b=c\nd"), "k");

        assertThat(outside.requests().getLast())
                .contains("application/x-www-form-urlencoded")
                .endsWith("\r\n\r\ntext=a%26b%3Dc%0Ad&ref=k");
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
    void where_nobody_listens_nothing_happened() throws IOException {
        int closed;
        try (var door = new ServerSocket(0)) {
            closed = door.getLocalPort();
        }
        Endpoint gone = Settings.shop(
                "url=http://shop.test:" + closed + "/\nmethod=POST\nallow-http=true\n" + "allow-networks=127.0.0.1");

        assertThat(calls.call(gone, JsonNodeFactory.instance.objectNode(), "k")).is(failed("unreachable", true));
    }

    @Test
    void a_name_that_nobody_knows_is_no_effect() {
        try (var lost = new EndpointCalls(name -> {
            throw new UnknownHostException(name);
        })) {
            assertThat(lost.call(writing, parameters(), "k")).is(failed("unreachable", true));
        }
    }

    @Test
    void a_server_that_only_listens_may_have_done_it() {
        outside.plays(socket -> socket.getInputStream().readAllBytes()); // until the caller hangs up

        inTime(() -> assertThat(call(shop("method=POST\ntimeout=1s\nconnect-timeout=1s")))
                .isInstanceOfSatisfying(
                        Ambiguous.class, open -> assertThat(open.code()).isEqualTo("timeout")));
        // The socket's own limit and the call's end at the same moment: whichever is first names it.
        inTime(() -> assertThat(call(shop("timeout=1s\nconnect-timeout=1s")))
                .is(anyOf(failed("timeout", true), failed("no-answer", true))));
    }

    @Test
    void a_handshake_that_never_ends_is_no_effect() {
        outside.doesNotRead();
        outside.plays(socket -> {
            byte[] longRecord = {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252};
            socket.getOutputStream().write(longRecord);
            Drip.into(socket.getOutputStream());
        });
        Endpoint encrypted = Settings.shop("url=https://shop.test:" + outside.port()
                + "/\nmethod=POST\ntimeout=1s\nconnect-timeout=1s\nallow-networks=127.0.0.1");

        inTime(() -> assertThat(calls.call(encrypted, JsonNodeFactory.instance.objectNode(), "k"))
                .is(failed("timeout", true)));
    }

    @Test
    void a_server_that_cannot_be_trusted_or_does_not_encrypt_gets_nothing() {
        Endpoint encrypted =
                Settings.shop("url=https://shop.test:" + outside.port() + "/\nmethod=POST\nallow-networks=127.0.0.1");
        outside.doesNotRead();
        outside.plays(socket -> socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8)));

        assertThat(calls.call(encrypted, JsonNodeFactory.instance.objectNode(), "k"))
                .is(failed("unreachable", true));
    }

    @Test
    void a_connection_that_ends_after_the_request_leaves_it_open() {
        outside.plays(socket -> {});
        assertThat(call(writing)).isInstanceOf(Ambiguous.class);
        assertThat(call(reading)).is(failed("no-answer", true));

        outside.plays(socket -> socket.setSoLinger(true, 0));
        assertThat(call(writing)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void a_cut_answer_leaves_it_open() {
        outside.plays(socket -> socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":".getBytes(UTF_8)));
        assertThat(call(writing)).isInstanceOf(Ambiguous.class);
        assertThat(call(reading)).is(failed("no-answer", true));

        outside.plays(socket -> socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"sta".getBytes(UTF_8)));
        assertThat(call(writing)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void a_body_without_end_is_read_to_the_cap() {
        outside.plays(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            while (true) {
                socket.getOutputStream().write("more ".repeat(1000).getBytes(UTF_8));
            }
        });

        inTime(() -> assertThat(call(shop("answer-length=20"))).isEqualTo(new Succeeded(200, "more more more more …")));
        inTime(() -> assertThat(call(picking)).is(failed("unreadable", true)));
    }

    @Test
    void a_head_without_end_is_not_kept() {
        outside.plays(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
            while (true) {
                socket.getOutputStream().write("X: y\r\n".getBytes(UTF_8));
            }
        });

        inTime(() -> assertThat(call(writing)).isInstanceOf(Ambiguous.class));
    }

    @Test
    void an_answer_that_drips_is_over_at_the_deadline() {
        outside.plays(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(UTF_8));
            Drip.into(socket.getOutputStream());
        });
        inTime(() -> assertThat(call(shop("timeout=1s\nconnect-timeout=1s"))).is(failed("timeout", true)));

        outside.plays(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            Drip.into(socket.getOutputStream());
        });
        inTime(() -> assertThat(call(shop("timeout=1s\nconnect-timeout=1s"))).is(failed("timeout", true)));

        outside.plays(socket -> Drip.into(socket.getOutputStream()));
        inTime(() -> assertThat(call(shop("method=POST\ntimeout=1s\nconnect-timeout=1s")))
                .isInstanceOf(Ambiguous.class));
    }

    @Test
    void a_redirect_to_ourselves_is_not_followed() {
        try (var ourselves = new Outside()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                outside.answers(status + " Go\nLocation: http://127.0.0.1:" + ourselves.port() + "/", "");

                assertThat(call(reading)).is(failed("redirect", false));
            }
            assertThat(ourselves.connections()).isZero();
        }
    }

    @Test
    void many_calls_leave_no_connection_behind() {
        for (int i = 0; i < 100; i++) {
            assertThat(call(reading)).isInstanceOf(Succeeded.class);
        }
        assertThat(outside.connections()).isEqualTo(100);
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

    @Test
    void noise_is_an_outcome_and_never_an_exception() {
        var dice = new Random(4711);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[dice.nextInt(200)];
            dice.nextBytes(noise);
            String start = List.of(
                            "",
                            "HTTP",
                            "HTTP/1.1 ",
                            "HTTP/1.1 200 OK\r\n",
                            "HTTP/1.1 200 OK\r\n\r\n",
                            """
                    HTTP/1.1 200 OK\r
                    Transfer-Encoding: chunked\r
                    \r
                    """,
                            "HTTP/1.1 200 OK\r\nContent-Length: 50\r\nContent-Type: ")
                    .get(i % 7);
            outside.plays(socket -> {
                socket.getOutputStream().write(start.getBytes(UTF_8));
                socket.getOutputStream().write(noise);
            });

            assertThat(call(writing)).isNotNull();
            assertThat(call(i % 2 == 0 ? reading : picking)).isNotInstanceOf(Ambiguous.class);
        }
    }

    @Test
    void refused_parameters_leave_the_house_not_at_all() {
        ObjectNode wrong = parameters().put("order_id", "4711/../../admin");

        assertThat(calls.call(writing, wrong, "k"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("parameter-invalid"));
        assertThat(outside.connections()).isZero();
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

    private Endpoint shop(String more) {
        return Settings.shop("""
                url=http://shop.test:%d/orders/{order_id}?note={note}
                parameters.order_id.pattern=[0-9]+
                parameters.note.pattern=.*
                parameters.note.required=false
                allow-http=true
                allow-networks=127.0.0.1/32
                """.formatted(outside.port()) + more);
    }

    private CallResult call(Endpoint endpoint) {
        return calls.call(endpoint, parameters(), "key-1");
    }

    private static ObjectNode parameters() {
        return JsonNodeFactory.instance.objectNode().put("order_id", "4711").put("note", "two words & more");
    }

    /** Whatever its detail is. */
    private static Condition<CallResult> failed(String code, boolean again) {
        return new Condition<>(
                result ->
                        result instanceof Failed failed && failed.code().equals(code) && failed.mayTryAgain() == again,
                "failed with %s, may try again: %s",
                code,
                again);
    }

    private static void inTime(Runnable call) {
        long before = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }
}
