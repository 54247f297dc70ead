package dev.relaydesk.action.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.anyOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.action.endpoint.CallResult.Ambiguous;
import dev.relaydesk.action.endpoint.CallResult.Succeeded;
import dev.relaydesk.testing.Drip;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers that break off, drip, never come or never end. */
class BrokenAnswerTest extends CallsToAShop {

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
}
