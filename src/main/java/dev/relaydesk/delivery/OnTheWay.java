package dev.relaydesk.delivery;

/** A message whose attempt is written down and committed: from here on it may leave the house. */
public record OnTheWay(long outboxId, String channel, OutboundMessage message) {}
