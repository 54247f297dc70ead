package dev.relaydesk.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.conversation.ConversationId;
import java.util.UUID;

/**
 * An action's row, as far as doing it needs.
 *
 * @param epoch in which it was asked for
 * @param attempt counted from one; 0 before the first
 * @param modelCalls for the same word of the customer, up to the reply that asked for it
 */
record Action(
        UUID id,
        ConversationId conversation,
        UUID customer,
        long epoch,
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
