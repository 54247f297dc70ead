package dev.relaydesk.research.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the other side wants to be left alone. */
class RetryAfterTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

    private final HeaderGroup headers = new HeaderGroup();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0 | 0",
                "999999 | 600",
                "Mon, 21 Sep 2026 14:13:50 GMT | 30",
                "Sun, 20 Sep 2026 14:13:50 GMT | 0",
                "soon | 0",
                "-5 | 0"
            })
    void seconds_and_dates_count_up_to_ten_minutes(String said, long seconds) {
        headers.addHeader(new BasicHeader("retry-after", said));

        assertThat(RetryAfter.in(headers, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void otherwise_a_used_up_limit_tells_when_it_is_reset() {
        headers.addHeader(new BasicHeader("x-ratelimit-remaining", "0"));
        headers.addHeader(new BasicHeader("x-ratelimit-reset", "1790000045"));

        assertThat(RetryAfter.in(headers, NOW)).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void a_limit_that_is_not_used_up_tells_nothing() {
        headers.addHeader(new BasicHeader("x-ratelimit-remaining", "3"));
        headers.addHeader(new BasicHeader("x-ratelimit-reset", "1790000045"));

        assertThat(RetryAfter.in(headers, NOW)).isZero();
    }
}
