package dev.relaydesk.ticket.gateway;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of a call after it. */
public sealed interface Outcome<T> {

    /** It happened, and the other side said so. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It certainly did not happen.
     *
     * @param code in one word, for rows and statistics
     * @param detail what the other side said; a stranger's text
     * @param again whether the same may succeed later
     * @param pause how long the other side asked us to wait; null when it did not
     */
    record Refused<T>(
            String code,
            String detail,
            boolean again,
            @Nullable Duration pause) implements Outcome<T> {}

    /** It may or may not have happened. */
    record Unclear<T>(String code, String detail, @Nullable Duration pause) implements Outcome<T> {}

    /** Reads what was done; anything else stays as it is. */
    default <R> Outcome<R> map(Function<? super T, R> reading) {
        return then(value -> new Done<>(reading.apply(value)));
    }

    /** Goes on with what was done; anything else stays as it is. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Refused<T>(String code, String detail, boolean again, @Nullable Duration pause) ->
                new Refused<>(code, detail, again, pause);
            case Unclear<T>(String code, String detail, @Nullable Duration pause) -> new Unclear<>(code, detail, pause);
        };
    }
}
