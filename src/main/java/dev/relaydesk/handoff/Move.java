package dev.relaydesk.handoff;

import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a colleague sends to speak, or to stop speaking.
 *
 * @param epoch the conversation's when the colleague saw it; null to do it whatever has happened since
 * @param text of a reply or a private note
 * @param note for the model, when the conversation is handed back
 */
record Move(
        @Nullable Long epoch,
        @Nullable String text,
        @Nullable String note) {

    private static final int LONGEST = 20_000;

    static Move orEmpty(@Nullable Move move) {
        return move == null ? new Move(null, null, null) : move;
    }

    String words() {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new Refusal(
                    ProblemType.BAD_REQUEST,
                    "The text is missing or too long",
                    List.of(new Problem.Field("text", "must have 1 to " + LONGEST + " characters")),
                    null);
        }
        return text;
    }
}
