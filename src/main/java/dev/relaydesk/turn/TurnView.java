package dev.relaydesk.turn;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A turn as the API shows it: what was asked, what came back word for word, and what was made of it. */
record TurnView(
        @JsonProperty("turn_id") UUID turnId,
        @JsonProperty("conversation_id") UUID conversationId,
        long epoch,
        String outcome,
        String verdict,
        @Nullable String detail,
        String prompt,
        boolean streamed,
        @JsonProperty("raw_reply") @Nullable String rawReply,
        @Nullable String answer,
        @JsonRawValue String citations,
        SpaceThread thread,
        @JsonProperty("model_millis") @Nullable Long modelMillis,
        int attempt,
        @JsonProperty("started_at") Instant startedAt,
        @JsonProperty("finished_at") Instant finishedAt) {

    record SpaceThread(
            @JsonProperty("frontend_context_uuid") UUID frontend,
            @JsonProperty("backend_uuid_before") @Nullable String backendBefore,
            @JsonProperty("backend_uuid") @Nullable String backend) {}
}
