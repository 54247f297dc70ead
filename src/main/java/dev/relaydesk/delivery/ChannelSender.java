package dev.relaydesk.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a channel must bring so that text can leave through it. */
public interface ChannelSender {

    /** The channel's name as it stands in rows, such as {@code whatsapp}. */
    String channel();

    /**
     * Turns an answer into the fewest messages that the channel can carry, in order. The last one carries
     * the speech's choices and must leave room for them. Must be pure, never fails and never returns an empty list.
     */
    List<String> render(Speech speech);

    /** How long after the customer's last message free text may be sent; null when the channel sets no limit. */
    @Nullable
    Duration customerServiceWindow();

    /** How often one conversation may be sent to; {@link SendPace#UNLIMITED} when the channel sets no limit. */
    SendPace pairPace();

    /** How often one account may send. */
    SendPace accountPace(String account);

    /**
     * Sends once and reports what the provider said. Never retries: the delivery worker owns the schedule. Ends, one way
     * or another, within the worker's claim of ten seconds.
     */
    SendResult send(OutboundMessage message);

    /**
     * Shows the customer that the message was read and an answer is being written, where the channel can. Best effort:
     * returns quickly and never throws.
     */
    default void acknowledge(String account, String address, String providerMessageId) {}
}
