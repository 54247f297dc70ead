package dev.relaydesk.handoff;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/**
 * The conversation after a colleague's move.
 *
 * @param unresolved whether a message of the bot was on the wire and its end is not known yet
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Moved(UUID conversationId, long epoch, boolean unresolved) {}
