package dev.relaydesk.action;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The turn in which a reply came.
 *
 * @param language that we speak with the customer; null while none is known
 * @param results messages of this turn that are results of actions; then others than the customer speak in it
 * @param modelCalls how often the model was asked in this turn so far
 */
public record Subject(
        ConversationId conversation,
        UUID turn,
        long epoch,
        Mode mode,
        @Nullable String language,
        List<UUID> results,
        int modelCalls) {

    /** For one word of the customer: the first, repairs and results together. */
    private static final int MOST_MODEL_CALLS = 3;

    public Subject {
        results = List.copyOf(results);
    }

    boolean modelMayBeAsked() {
        return modelCalls < MOST_MODEL_CALLS;
    }

    boolean isAfterResult() {
        return !results.isEmpty();
    }
}
