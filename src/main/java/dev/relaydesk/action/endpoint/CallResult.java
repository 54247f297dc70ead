package dev.relaydesk.action.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one call. Every text in it is free of secrets and control characters, and as hostile as its sender. */
public sealed interface CallResult {

    /** What goes wrong is named by this word, which never changes; or {@code ok}. */
    String code();

    /**
     * Executed, and the answer was understood.
     *
     * @param text the part of the answer that the model may see
     */
    record Succeeded(int status, String text) implements CallResult {

        @Override
        public String code() {
            return "ok";
        }
    }

    /**
     * Certainly not executed, or a {@link Effect#READ} for which that makes no difference.
     *
     * @param mayTryAgain whether the same call can go better later; the caller owns the schedule
     * @param pause the other side's wish, between one second and ten minutes
     */
    record Failed(
            String code,
            String detail,
            boolean mayTryAgain,
            @Nullable Duration pause) implements CallResult {}

    /**
     * May have been executed; {@link Endpoint#effect()} says what may follow.
     *
     * @param pause the other side's wish, between one second and ten minutes
     */
    record Ambiguous(String code, String detail, @Nullable Duration pause) implements CallResult {}
}
