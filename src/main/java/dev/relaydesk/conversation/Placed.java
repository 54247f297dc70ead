package dev.relaydesk.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message went.
 *
 * @param message the row in {@code conversation_message}
 * @param text what was stored under this provider id; differs from what was sent now if the id was used before
 */
public record Placed(
        ConversationId conversation, UUID message, @Nullable String text) {}
