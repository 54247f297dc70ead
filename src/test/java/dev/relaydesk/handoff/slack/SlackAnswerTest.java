package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.handoff.NoticeResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackAnswerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel_not_found",
                "not_in_channel",
                "invalid_auth",
                "token_revoked",
                "account_inactive",
                "is_archived",
                "invalid_blocks",
                "msg_too_long",
                "a_word_of_tomorrow"
            })
    void what_would_be_refused_again_has_failed(String word) {
        assertThat(answer(200, "{\"ok\":false,\"error\":\"" + word + "\"}").failure(1))
                .isEqualTo(new NoticeResult.Failed(word, "Slack refused it: " + word));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200; {\"ok\":false,\"error\":\"internal_error\"}",
                "200; {\"ok\":false,\"error\":\"ratelimited\"}",
                "200; not json",
                "200; {}",
                "500; {\"ok\":false,\"error\":\"fatal_error\"}",
                "503; <html>",
                "302; x"
            })
    void what_may_pass_is_tried_again(int status, String body) {
        SlackAnswer answer = answer(status, body);

        assertThat(answer.isOk()).isFalse();
        assertThat(answer.failure(1)).isInstanceOf(NoticeResult.TryLater.class);
    }

    @Test
    void slack_says_how_long_it_wants_to_be_left_alone() {
        var answer = SlackAnswer.of(429, "{\"ok\":false,\"error\":\"ratelimited\"}".getBytes(UTF_8), "30");

        assertThat(answer.failure(1))
                .isEqualTo(new NoticeResult.TryLater(Duration.ofSeconds(30), "ratelimited", "Slack: ratelimited"));
        assertThat(SlackAnswer.of(429, new byte[0], "999999").failure(1))
                .isEqualTo(new NoticeResult.TryLater(Duration.ofMinutes(10), "ratelimited", "Slack: ratelimited"));
    }

    @Test
    void each_attempt_waits_longer() {
        var silence = SlackAnswer.none("SocketTimeoutException");

        assertThat(silence.failure(1))
                .isEqualTo(new NoticeResult.TryLater(
                        Duration.ofSeconds(2), "no-answer", "Slack: no-answer SocketTimeoutException"));
        assertThat(silence.failure(4)).extracting("after").isEqualTo(Duration.ofSeconds(16));
    }

    private static SlackAnswer answer(int status, String body) {
        return SlackAnswer.of(status, body.getBytes(UTF_8), "");
    }
}
