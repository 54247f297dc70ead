package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.delivery.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphAnswerTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            401, 190,    AccountStopped
            400, 190,    AccountStopped
            401, 0,      AccountStopped
            403, 10,     AccountStopped
            500, 131005, AccountStopped
            403, 200,    AccountStopped
            403, 299,    AccountStopped
            429, 4,      AccountStopped
            400, 80007,  AccountStopped
            429, 130429, AccountStopped
            400, 130429, AccountStopped
            400, 131057, AccountStopped
            400, 368,    AccountStopped
            400, 131031, AccountStopped
            400, 131042, AccountStopped
            429, 131056, TryLater
            400, 131056, TryLater
            400, 131064, TryLater
            500, 131000, Unknown
            400, 131000, TryLater
            503, 131016, Unknown
            503, 2,      Unknown
            400, 133004, TryLater
            400, 131047, Rejected
            400, 131026, Rejected
            400, 131048, Rejected
            400, 131049, Rejected
            400, 131050, Rejected
            400, 131021, Rejected
            400, 131030, Rejected
            400, 100,    Rejected
            400, 33,     Rejected
            400, 131053, Rejected
            400, 131062, Rejected
            400, 132015, Rejected
            400, 999999, Rejected
            429, 999999, TryLater
            500, 999999, Unknown
            """)
    void the_code_decides_what_becomes_of_a_message(int status, int code, String expected) {
        SendResult result = answer(status, code, null).toResult(1, "token");

        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void every_code_of_the_table_is_there_once() {
        for (GraphError error : GraphError.table()) {
            assertThat(GraphError.table().stream()
                            .filter(other -> other.first() <= error.last() && error.first() <= other.last()))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 4", "3, 16", "4, 64", "9, 600"})
    void the_pair_limit_waits_four_times_as_long_each_time(int attempt, int seconds) {
        assertThat(answer(400, 131056, null).toResult(attempt, "token"))
                .isInstanceOfSatisfying(
                        SendResult.TryLater.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "30, 30", "86400, 600", "-5, 2", "soon, 2"})
    void retry_after_is_honoured_within_reason(String header, int seconds) {
        assertThat(answer(429, 130429, header).toResult(1, "token"))
                .isInstanceOfSatisfying(
                        SendResult.AccountStopped.class,
                        stopped -> assertThat(stopped.pause()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "200, Unknown",
        "404, TryLater",
        "429, TryLater",
        "301, TryLater",
        "408, Unknown",
        "502, Unknown",
        "503, Unknown"
    })
    void an_answer_that_is_not_metas_says_only_what_its_status_does(int status, String expected) {
        var page = new GraphAnswer(status, "<html>".getBytes(UTF_8), null);

        assertThat(page.toResult(1, "token").getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void tokens_and_numbers_that_meta_repeats_are_blackened() {
        var answer = json(401, """
                {"error":{"code":190,"message":"Malformed access token my-token EAAG123xyz for 447700900123"}}""", null);

        assertThat(answer.toResult(1, "my-token"))
                .isInstanceOfSatisfying(
                        SendResult.AccountStopped.class,
                        stopped -> assertThat(stopped.detail())
                                .isEqualTo("Malformed access token [redacted] [redacted] for [redacted]"));
    }

    private static GraphAnswer answer(int status, int code, @Nullable String retryAfter) {
        return json(status, "{\"error\":{\"code\":" + code + ",\"message\":\"m\"}}", retryAfter);
    }

    private static GraphAnswer json(int status, String body, @Nullable String retryAfter) {
        return new GraphAnswer(status, body.getBytes(UTF_8), retryAfter);
    }
}
