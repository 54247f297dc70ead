package dev.relaydesk.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a transcript as the API shows it. */
record MessageView(
        @JsonProperty("message_id") UUID messageId,
        String author,
        String kind,
        @Nullable String text,
        String state,
        @JsonProperty("turn_id") @Nullable UUID turnId,
        @JsonProperty("said_at") Instant saidAt,
        @JsonProperty("edited_at") @Nullable Instant editedAt,
        @JsonProperty("revoked_at") @Nullable Instant revokedAt) {}
