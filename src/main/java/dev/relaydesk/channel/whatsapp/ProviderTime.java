package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** Reads Meta's time stamps: epoch seconds, mostly in a string, sometimes as a number. */
final class ProviderTime {

    /** A clock may be a little wrong; a stamp further ahead would hold the window open and spoil the order. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private ProviderTime() {}

    /** The stamp; {@code now} when there is none, or none that can be true. */
    static Instant of(JsonNode stamp, Instant now) {
        if (!stamp.isTextual() && !stamp.isIntegralNumber()) {
            return now;
        }
        String digits = stamp.asText().strip();
        if (digits.isEmpty() || digits.length() > 11 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return now;
        }
        long seconds = Long.parseLong(digits);
        var instant = Instant.ofEpochSecond(seconds);
        return seconds == 0 || instant.isAfter(now.plus(AHEAD)) ? now : instant;
    }
}
