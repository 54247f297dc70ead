package dev.relaydesk.delivery;

import java.time.Duration;

/**
 * A message whose attempt is written down and committed: from here on it may leave the house.
 *
 * @param claimedAt the process's own clock, {@link System#nanoTime()}
 */
public record OnTheWay(long outboxId, String channel, OutboundMessage message, long claimedAt) {

    OnTheWay(long outboxId, String channel, OutboundMessage message) {
        this(outboxId, channel, message, System.nanoTime());
    }

    /**
     * Whether it may still be sent. A process that was held up for long must not begin: somebody else may have taken the
     * message for lost by the time its bytes arrive.
     */
    boolean isFresh(Duration claim) {
        return System.nanoTime() - claimedAt < claim.toNanos() / 5;
    }
}
