package dev.relaydesk.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider reported of a message we sent.
 *
 * @param status one of {@code sent}, {@code delivered}, {@code read}, {@code failed}; others are stored and change nothing
 * @param participant for a group message the one it speaks of, otherwise empty
 * @param correlationId ours, if the provider echoed it
 * @param payload the status as it came, JSON in ASCII
 */
public record Receipt(
        String channel,
        String account,
        String providerId,
        String status,
        String participant,
        @Nullable String correlationId,
        Instant reportedAt,
        @Nullable String errorCode,
        String payload) {}
