package dev.relaydesk.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in the hands of its handler.
 *
 * @param conversation that waits for it; null for nobody
 * @param attempt which claim this is since the last step that came to its end; 1 is the first
 * @param token of the claim; a later one makes it void
 * @param deadline by the clock of the database; null for none
 */
public record Job(
        UUID id,
        String type,
        JsonNode input,
        @Nullable UUID conversation,
        String createdBy,
        int attempt,
        long token,
        @Nullable Instant deadline,
        Instant createdAt) {}
