package dev.relaydesk.research.engine.multistep;

import org.jspecify.annotations.Nullable;

/**
 * A part of the question.
 *
 * @param source of {@code web}, {@code scholar}, {@code social}
 * @param failures how often it was asked in vain
 * @param leftOut whether it will not be asked again
 */
record Part(
        String question,
        String source,
        int failures,
        boolean leftOut,
        @Nullable Written answer) {

    private static final int MOST_FAILURES = 2;

    static Part of(String question) {
        return new Part(question, "web", 0, false, null);
    }

    boolean open() {
        return answer == null && !leftOut;
    }

    Part from(String where) {
        return new Part(question, where, failures, leftOut, answer);
    }

    Part answered(Written written) {
        return new Part(question, source, failures, false, written);
    }

    Part failed(boolean worthRepeating) {
        return new Part(question, source, failures + 1, !worthRepeating || failures + 1 >= MOST_FAILURES, null);
    }

    /** To be asked anew, as if it never had been. */
    Part anew() {
        return new Part(question, source, 0, false, answer);
    }
}
