package dev.relaydesk.action.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param cut whether the body went on beyond what was read
 * @param readable false when the body is compressed, which we did not ask for
 */
record Answer(
        int status,
        String contentType,
        byte[] body,
        boolean cut,
        boolean readable,
        @Nullable Duration retryAfter) {}
