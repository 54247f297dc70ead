package dev.relaydesk.conversation;

import org.jdbi.v3.core.Handle;

/**
 * Somebody wrote to the customer with the channel's own app, past us. The bot has fallen silent. Observed in the same
 * transaction.
 */
public record BusinessPhoneSpoke(Handle transaction, ConversationId conversation) {}
