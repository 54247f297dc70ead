package dev.relaydesk.research.engine.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/** How long the other side wants to be left alone: a claim, so it is bounded. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {}

    /** Zero when it does not say, or nothing that can be read. */
    static Duration in(MessageHeaders answer, Instant now) {
        String said = value(answer, "Retry-After");
        String reset = value(answer, "X-RateLimit-Reset");
        boolean used = value(answer, "X-RateLimit-Remaining").equals("0");
        Duration wait = Duration.ZERO;
        if (said.matches("[0-9]{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(said));
        } else if (!said.isEmpty()) {
            wait = untilDate(said, now);
        } else if (used && reset.matches("[0-9]{1,11}")) {
            wait = Duration.between(now, Instant.ofEpochSecond(Long.parseLong(reset)));
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Duration untilDate(String date, Instant now) {
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException _) {
            return Duration.ZERO;
        }
    }

    private static String value(MessageHeaders answer, String name) {
        Header header = answer.getFirstHeader(name);
        return header == null || header.getValue() == null
                ? ""
                : header.getValue().strip();
    }
}
