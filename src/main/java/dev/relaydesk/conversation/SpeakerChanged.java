package dev.relaydesk.conversation;

import org.jdbi.v3.core.Handle;

/**
 * The right to speak changed hands. Observed in the same transaction: whoever holds something queued under an older epoch
 * takes it back.
 *
 * @param epoch the new epoch
 */
public record SpeakerChanged(Handle transaction, ConversationId conversation, long epoch, Mode mode) {}
