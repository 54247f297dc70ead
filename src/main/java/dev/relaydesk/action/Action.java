package dev.relaydesk.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.conversation.ConversationId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action's row, as far as doing it needs.
 *
 * @param epoch in which it was asked for
 * @param language that we speak with the customer; null while none is known
 * @param attempt counted from one; 0 before the first
 * @param modelCalls for the same word of the customer, up to the reply that asked for it
 */
record Action(
        UUID id,
        ConversationId conversation,
        UUID customer,
        long epoch,
        @Nullable String language,
        String name,
        String reason,
        ObjectNode parameters,
        String key,
        int attempt,
        int modelCalls) {

    /** A text parameter; empty when the model gave none. */
    String text(String parameter) {
        return parameters.path(parameter).asText("");
    }
}
