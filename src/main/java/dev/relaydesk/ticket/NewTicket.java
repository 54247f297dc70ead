package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import java.util.UUID;

/**
 * A ticket to be opened.
 *
 * @param action that asks for it; it opens at most one
 * @param priority {@code low}, {@code normal} or {@code high}
 */
public record NewTicket(
        ConversationId conversation, UUID customer, UUID action, String subject, String description, String priority) {}
