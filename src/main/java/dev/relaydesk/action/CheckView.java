package dev.relaydesk.action;

import org.jspecify.annotations.Nullable;

/**
 * A check as it stands in JSON.
 *
 * @param code why it refused; null when it passed, and also when it was not reached
 */
record CheckView(String check, boolean passed, @Nullable String code, String detail) {

    static CheckView of(CheckResult result) {
        Verdict code = result.code();
        return new CheckView(
                result.check().wire(), result.passed(), code == null ? null : code.wire(), result.detail());
    }
}
