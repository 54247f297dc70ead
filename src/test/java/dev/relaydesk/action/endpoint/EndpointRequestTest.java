package dev.relaydesk.action.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.endpoint.CallResult.Failed;
import dev.relaydesk.action.endpoint.CallResult.Succeeded;
import dev.relaydesk.testing.Drip;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** What leaves the house, and when it certainly did not arrive. */
class EndpointRequestTest extends CallsToAShop {

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
    void refused_parameters_leave_the_house_not_at_all() {
        ObjectNode wrong = parameters().put("order_id", "4711/../../admin");

        assertThat(calls.call(writing, wrong, "k"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("parameter-invalid"));
        assertThat(outside.connections()).isZero();
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
}
