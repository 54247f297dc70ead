package dev.relaydesk.delivery;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.TimeOrderedId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes to a customer.
 *
 * @param id of the message in the conversation
 * @param epoch the epoch in which it was born; a bot's is not sent in any other
 * @param turn the turn it answers; null when it answers none
 * @param replyTo the provider's id of the message it answers; null to answer none in particular
 */
public record Utterance(
        UUID id,
        ConversationId conversation,
        String channel,
        String account,
        String address,
        Origin origin,
        long epoch,
        @Nullable UUID turn,
        @Nullable String replyTo,
        Speech speech) {

    /** With an id of its own. */
    public Utterance(
            ConversationId conversation,
            String channel,
            String account,
            String address,
            Origin origin,
            long epoch,
            @Nullable UUID turn,
            @Nullable String replyTo,
            Speech speech) {
        this(TimeOrderedId.next(), conversation, channel, account, address, origin, epoch, turn, replyTo, speech);
    }
}
