package dev.relaydesk.space;

import java.time.Duration;

/** Sorts the wrapper's failures by what they say, because its status codes say nothing: almost all of them are 500. */
final class FailureText {

    /** How long to leave an upstream alone that says "too much" without saying for how long. */
    private static final Duration UNSAID = Duration.ofSeconds(10);

    private FailureText() {}

    /** An {@code error} text, of a 500 body or of an error frame. */
    static Heard error(String error, String raw) {
        String reason = "wrapper: " + shortened(error);
        if (error.contains("NoneType")) {
            return Heard.suspect(reason, raw);
        }
        if (error.startsWith("404: Account") || error.startsWith("Invalid ")) {
            return Heard.of(new SpaceFailure.Permanent(reason, raw));
        }
        return Heard.retryable(reason, raw);
    }

    /** An answer with a status other than 200 whose body is no wrapper error: the wrapper's own 422, or a proxy's. */
    static Heard status(int status, Duration retryAfter, String raw) {
        String reason = "status " + status;
        return switch (status) {
            case 429 -> Heard.of(new SpaceFailure.Throttled(reason, wait(retryAfter), raw));
            case 503 ->
                retryAfter.isZero()
                        ? Heard.retryable(reason, raw)
                        : Heard.of(new SpaceFailure.Throttled(reason, wait(retryAfter), raw));
            case 408, 425 -> Heard.retryable(reason, raw);
            default ->
                status >= 400 && status < 500
                        ? Heard.of(new SpaceFailure.Permanent(reason, raw))
                        : Heard.retryable(reason, raw);
        };
    }

    private static Duration wait(Duration retryAfter) {
        return retryAfter.isZero() ? UNSAID : retryAfter;
    }

    static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
