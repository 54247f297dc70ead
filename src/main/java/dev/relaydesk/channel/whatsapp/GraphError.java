package dev.relaydesk.channel.whatsapp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do about an error code of the Graph API. The list is the table of Meta's documentation; what to do is decided by
 * the code, because the same code comes with different HTTP statuses.
 *
 * @param first first code of the range
 * @param last last code of the range
 * @param pause for the remedies that wait: how long, where the remedy does not reckon it from the attempt
 */
record GraphError(int first, int last, Remedy remedy, Duration pause, String meaning) {

    /** The kinds of answer to an error. */
    enum Remedy {
        /** Nothing of this account goes out until the wait is over. */
        STOP_ACCOUNT,
        /** The whole number is too fast: pause it for 2, 4, 8, ... seconds. */
        SLOW_DOWN,
        /** Too much to this one person: try again after 1, 4, 16, 64, ... seconds, as Meta asks. */
        WAIT_FOR_PERSON,
        /** Try again after the wait. */
        TRY_LATER,
        /** A fault on Meta's side; with an HTTP status of 500 and above it is not known whether the message went out. */
        PERHAPS_SENT,
        /** It will never go out like this. */
        REJECT
    }

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static final List<GraphError> TABLE = List.of(
            stop(0, TEN_MINUTES, "token invalid"),
            perhapsSent(1, "unknown, temporary"),
            perhapsSent(2, "service temporarily down"),
            stop(3, TEN_MINUTES, "permission missing"),
            stop(4, Duration.ofMinutes(1), "app call limit"),
            stop(10, TEN_MINUTES, "permission missing"),
            reject(33, 33, "number deleted"),
            reject(100, 100, "wrong parameter"),
            stop(190, TEN_MINUTES, "token expired"),
            new GraphError(200, 299, Remedy.STOP_ACCOUNT, TEN_MINUTES, "permission missing"),
            stop(368, Duration.ofHours(1), "account restricted"),
            stop(80007, Duration.ofMinutes(1), "account call limit"),
            new GraphError(130429, 130429, Remedy.SLOW_DOWN, Duration.ZERO, "throughput of the number exceeded"),
            reject(130472, 130472, "not wanted, experiment of Meta"),
            stop(130497, Duration.ofHours(1), "account restricted in this country"),
            perhapsSent(131000, "something went wrong"),
            stop(131005, TEN_MINUTES, "permission missing"),
            reject(131008, 131009, "wrong parameter"),
            perhapsSent(131016, "service unavailable"),
            reject(131021, 131021, "sender and recipient are the same"),
            reject(131026, 131026, "undeliverable"),
            reject(131030, 131030, "recipient not on the test list"),
            stop(131031, Duration.ofHours(1), "account locked"),
            stop(131042, Duration.ofHours(1), "payment problem"),
            reject(131047, 131047, "customer service window closed"),
            reject(131048, 131048, "spam limit"),
            reject(131049, 131050, "not wanted"),
            reject(131051, 131051, "kind not supported"),
            reject(131052, 131053, "media unusable"),
            new GraphError(131056, 131056, Remedy.WAIT_FOR_PERSON, Duration.ZERO, "too much to this person"),
            stop(131057, Duration.ofMinutes(1), "number being upgraded"),
            reject(131062, 131062, "not possible to a user id"),
            new GraphError(131064, 131064, Remedy.TRY_LATER, Duration.ofHours(1), "template limit"),
            reject(132000, 132999, "template problem"),
            perhapsSent(133004, "server temporarily down"));

    /** What is known about a code; empty for one that is in no table. */
    static Optional<GraphError> of(int code) {
        return TABLE.stream()
                .filter(error -> error.first <= code && code <= error.last)
                .findFirst();
    }

    static List<GraphError> table() {
        return TABLE;
    }

    private static GraphError stop(int code, Duration pause, String meaning) {
        return new GraphError(code, code, Remedy.STOP_ACCOUNT, pause, meaning);
    }

    private static GraphError perhapsSent(int code, String meaning) {
        return new GraphError(code, code, Remedy.PERHAPS_SENT, Duration.ZERO, meaning);
    }

    private static GraphError reject(int first, int last, String meaning) {
        return new GraphError(first, last, Remedy.REJECT, Duration.ZERO, meaning);
    }
}
