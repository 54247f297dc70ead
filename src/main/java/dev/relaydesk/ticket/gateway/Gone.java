package dev.relaydesk.ticket.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A ticket that people deleted, moved out of sight or merged into another. */
final class Gone {

    static final String CODE = "gone";

    private Gone() {}

    /** Gives the answer that a read one is not there its own code. */
    static <T> Outcome<T> orElse(Outcome<T> read) {
        return switch (read) {
            case Outcome.Refused<T>(String code, String detail, boolean _, @Nullable Duration _)
            when code.equals("http_404") || code.equals("http_410") -> new Outcome.Refused<>(CODE, detail, false, null);
            case Outcome.Refused<T> refused -> refused;
            case Outcome.Done<T> done -> done;
            case Outcome.Unclear<T> unclear -> unclear;
        };
    }
}
