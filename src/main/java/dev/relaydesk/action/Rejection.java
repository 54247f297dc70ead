package dev.relaydesk.action;

import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something that waits for a colleague is not done.
 *
 * @param reason for colleagues, not for the customer
 */
record Rejection(@Nullable String reason) {

    private static final int LONGEST = 1000;

    /** The reason, which there must be. */
    static String reasonOf(@Nullable Rejection rejection) {
        String reason = rejection == null ? null : rejection.reason();
        if (reason == null
                || reason.isBlank()
                || reason.length() > LONGEST
                || !reason.codePoints().allMatch(Rejection::canBeStored)) {
            throw new Refusal(
                    ProblemType.BAD_REQUEST,
                    "The rejection is not valid",
                    List.of(new Problem.Field("reason", "must be a text of 1 to " + LONGEST + " characters")),
                    null);
        }
        return reason.strip();
    }

    private static boolean canBeStored(int point) {
        return point != 0 && (point < 0xD800 || point > 0xDFFF);
    }
}
