package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileWrapperTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Type: application/json";

    private final RawWrapper wrapper = new RawWrapper();

    @AfterEach
    void stop() {
        wrapper.close();
    }

    @Test
    void a_reply_that_drips_for_ever_ends_at_the_deadline() {
        wrapper.plays(socket -> drip(socket, " "));
        var desk =
                Desk.with(TestSettings.at(wrapper.url()).withPatience(Duration.ofMillis(300), Duration.ofSeconds(5)));
        long start = System.nanoTime();

        SpaceAnswer answer = desk.ask("?");
        SpaceAnswer streamed = desk.stream("?");

        assertThat(answer).isInstanceOf(SpaceFailure.Retryable.class);
        assertThat(((SpaceFailure) answer).reason()).startsWith("no whole answer within");
        assertThat(streamed).isInstanceOf(SpaceFailure.Retryable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    private static void drip(Socket socket, String drop) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 1000; i++) {
            out.write(drop.getBytes(StandardCharsets.UTF_8));
            out.flush();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void an_endless_reply_is_given_up() {
        byte[] block = ("\"" + "x".repeat(60_000) + "\",").getBytes(StandardCharsets.UTF_8);
        wrapper.plays(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n{\"text\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 5000; i++) {
                out.write(block);
            }
        });

        SpaceAnswer answer = Desk.at(wrapper.url()).ask("?");

        assertThat(answer).isInstanceOf(SpaceFailure.Incomplete.class);
        assertThat(answer.raw().length()).isLessThanOrEqualTo(16 * 1024);
    }

    @Test
    void an_endless_line_of_a_stream_is_given_up() {
        wrapper.plays(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\ndata: ".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 5000; i++) {
                out.write(new byte[60_000]);
            }
        });

        assertThat(Desk.at(wrapper.url()).stream("?")).isInstanceOf(SpaceFailure.Incomplete.class);
    }

    @Test
    void a_deep_reply_is_given_up() {
        wrapper.answers(OK, "{\"blocks\":" + "[".repeat(100_000));

        assertThat(Desk.at(wrapper.url()).ask("?")).isInstanceOf(SpaceFailure.Incomplete.class);
    }

    @Test
    void bytes_that_are_no_text_are_no_answer() {
        byte[] body = Recorded.whole("Zwei?").getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;
        wrapper.answers(OK, body);

        assertThat(Desk.at(wrapper.url()).ask("?")).isInstanceOf(SpaceFailure.Incomplete.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "42", "<html></html>", "{}", "{\"data\":null}", "{} {}"})
    void a_body_without_an_answer_is_a_failure(String body) {
        wrapper.answers(OK, body);

        assertThat(Desk.at(wrapper.url()).ask("?")).isInstanceOf(SpaceFailure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Permanent",
        "401, Permanent",
        "403, Permanent",
        "404, Permanent",
        "405, Permanent",
        "408, Retryable",
        "422, Permanent",
        "500, Retryable",
        "502, Retryable",
        "503, Retryable",
        "302, Retryable"
    })
    void a_status_of_somebody_in_between_is_sorted(int status, String kind) {
        wrapper.answers("HTTP/1.1 " + status + " Whatever\nLocation: http://169.254.169.254/", "<html>oh no</html>");

        SpaceAnswer answer = Desk.at(wrapper.url()).ask("?");

        assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(answer.raw()).contains("oh no");
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "0, 1", "-5, 1", "1000000000, 600", "'Wed, 21 Oct 2015 07:28:00 GMT', 1", "soon, 10", "'', 10"
    })
    void too_many_requests_are_waited_for_within_reason(String header, long seconds) {
        wrapper.answers("HTTP/1.1 429 Too Many Requests\nRetry-After: " + header, "slow down");

        SpaceAnswer answer = Desk.at(wrapper.url()).ask("?");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        SpaceFailure.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @Test
    void a_connection_reset_before_the_answer_is_retryable() {
        wrapper.plays(socket -> socket.setSoLinger(true, 0));

        assertThat(Desk.at(wrapper.url()).ask("?")).isInstanceOf(SpaceFailure.Retryable.class);
    }
}
