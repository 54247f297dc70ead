package dev.relaydesk.action;

import org.jspecify.annotations.Nullable;

/**
 * How one check ended.
 *
 * @param code why it refused; null unless it did
 * @param detail for a person to read
 */
public record CheckResult(
        Check check, State state, @Nullable Verdict code, String detail) {

    /** How far it came. */
    public enum State {
        PASSED,
        REFUSED,
        NOT_REACHED
    }

    public boolean passed() {
        return state == State.PASSED;
    }

    static CheckResult passed(Check check, String detail) {
        return new CheckResult(check, State.PASSED, null, detail);
    }

    static CheckResult refused(Check check, Verdict code, String detail) {
        return new CheckResult(check, State.REFUSED, code, detail);
    }

    static CheckResult notReached(Check check) {
        return new CheckResult(check, State.NOT_REACHED, null, "not reached");
    }
}
