package dev.relaydesk.space;

/**
 * What one call to the wrapper came to, before the account itself is questioned.
 *
 * @param sessionSuspect whether this is one of the ways in which the wrapper hides that Perplexity refused the session
 */
record Heard(SpaceAnswer answer, boolean sessionSuspect) {

    static Heard of(SpaceAnswer answer) {
        return new Heard(answer, false);
    }

    static Heard retryable(String reason, String raw) {
        return of(new SpaceFailure.Retryable(reason, raw));
    }

    static Heard incomplete(String reason, String raw) {
        return of(new SpaceFailure.Incomplete(reason, raw));
    }

    static Heard suspect(String reason, String raw) {
        return new Heard(new SpaceFailure.Retryable(reason, raw), true);
    }
}
