package dev.relaydesk.delivery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way out.
 *
 * @param account our side of the channel, for WhatsApp the phone number id
 * @param address the customer's identity key, such as {@code phone:447700900123} or {@code user:GB.204}
 * @param text as {@link ChannelSender#render} made it
 * @param choices to be offered as buttons under the text, where the channel has buttons; mostly empty
 * @param replyTo the provider's id of the message it answers, if the channel can show that
 * @param correlationId the same for each attempt; a channel that can carry it must, so that a receipt finds us
 * @param attempt counted from one
 */
public record OutboundMessage(
        UUID conversationId,
        String account,
        String address,
        String text,
        List<Choice> choices,
        @Nullable String replyTo,
        String correlationId,
        int attempt) {

    public OutboundMessage {
        choices = List.copyOf(choices);
    }
}
