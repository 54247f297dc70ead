package dev.relaydesk.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation as the API shows it. */
record ConversationView(
        @JsonProperty("conversation_id") UUID conversationId,
        @JsonProperty("customer_id") UUID customerId,
        @JsonProperty("display_name") @Nullable String displayName,
        String channel,
        String account,
        String mode,
        long epoch,
        @Nullable UUID assignee,
        @Nullable Space space,
        SpaceThread thread,
        @JsonProperty("window_ends_at") @Nullable Instant windowEndsAt,
        @JsonProperty("last_message_at") Instant lastMessageAt,
        @JsonProperty("waiting_since") @Nullable Instant waitingSince,
        @JsonProperty("needs_staff") @Nullable String needsStaff,
        @Nullable String language,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("closed_at") @Nullable Instant closedAt) {

    record Space(
            @JsonProperty("account_name") String account,
            @JsonProperty("collection_uuid") @Nullable String collection) {}

    record SpaceThread(
            @JsonProperty("backend_uuid") @Nullable String backend,
            @JsonProperty("frontend_context_uuid") UUID frontend,
            @Nullable String slug) {}
}
