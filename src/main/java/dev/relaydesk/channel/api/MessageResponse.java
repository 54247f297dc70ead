package dev.relaydesk.channel.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param turnId null while nobody has answered
 * @param reply null while a human has the conversation
 * @param action the name of the action that the model asked for last on the way to this reply; null when it asked for none
 */
record MessageResponse(
        @JsonProperty("conversation_id") UUID conversationId,
        @JsonProperty("turn_id") @Nullable UUID turnId,
        String mode,
        @Nullable String reply,
        @Nullable String action,
        SpaceThread thread) {

    record SpaceThread(
            @JsonProperty("backend_uuid") @Nullable String backend,
            @JsonProperty("frontend_context_uuid") UUID frontend) {}
}
