package dev.relaydesk.space;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header, as seconds or as a date, and brings it within one second and ten minutes. */
final class RetryAfter {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(10);

    private RetryAfter() {}

    /** Zero when there is no header or nobody can read it. */
    static Duration read(@Nullable String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return Duration.ZERO;
        }
        String value = header.strip();
        if (value.matches("-?\\d{1,18}")) {
            long seconds = Math.clamp(Long.parseLong(value), LEAST.toSeconds(), MOST.toSeconds());
            return Duration.ofSeconds(seconds);
        }
        try {
            var due = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), due.toInstant());
            return wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
