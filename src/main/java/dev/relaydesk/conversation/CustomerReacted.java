package dev.relaydesk.conversation;

import org.jdbi.v3.core.Handle;

/** A customer put an emoji on a message of ours, or took it away. Observed in the transaction that takes it in. */
public record CustomerReacted(Handle transaction, InboundEvent event) {}
