package dev.relaydesk.handoff;

import java.util.UUID;

/**
 * The conversation after a colleague's move.
 *
 * @param unresolved whether a message of the bot was on the wire and its end is not known yet
 */
record Moved(UUID conversationId, long epoch, boolean unresolved) {}
