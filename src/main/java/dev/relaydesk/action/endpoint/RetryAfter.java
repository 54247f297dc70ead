package dev.relaydesk.action.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Retry-After} in seconds and brings it within one second and ten minutes; a date is not read. */
final class RetryAfter {

    private static final long LEAST = 1;
    private static final long MOST = 600;

    private RetryAfter() {}

    static @Nullable Duration read(@Nullable String header) {
        if (header == null || !header.strip().matches("[0-9]{1,18}")) {
            return null;
        }
        return Duration.ofSeconds(Math.clamp(Long.parseLong(header.strip()), LEAST, MOST));
    }
}
