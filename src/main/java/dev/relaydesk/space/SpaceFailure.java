package dev.relaydesk.space;

import java.time.Duration;

/** Why there is no answer, sorted by what is to be done about it. */
public sealed interface SpaceFailure extends SpaceAnswer {

    /** For the turn's record and for staff; never for the customer. */
    String reason();

    /** Asking again will not help: an unknown account, a mode the wrapper refuses. */
    record Permanent(String reason, String raw) implements SpaceFailure {}

    /** Asking again may help: the wrapper or its upstream was unreachable, silent or broken. */
    record Retryable(String reason, String raw) implements SpaceFailure {}

    /** Too much was asked; ask again no sooner than {@code retryAfter} from now. */
    record Throttled(String reason, Duration retryAfter, String raw) implements SpaceFailure {}

    /** Perplexity no longer accepts the account's cookies. Nothing with this account works until staff renew them. */
    record SessionRefused(String reason, Duration retryAfter, String raw) implements SpaceFailure {}

    /** Something came, but not a whole answer, or not one from the Space that was asked. It must not be shown. */
    record Incomplete(String reason, String raw) implements SpaceFailure {}

    /** The question was not sent: the account's breaker is open or its budget is used up. Not an attempt. */
    record Deferred(String reason, Duration retryAfter) implements SpaceFailure {
        @Override
        public String raw() {
            return "";
        }
    }
}
