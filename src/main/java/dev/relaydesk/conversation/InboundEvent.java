package dev.relaydesk.conversation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a webhook brought.
 *
 * @param account our side of the channel, for WhatsApp the phone number id
 * @param providerId the provider's id; with channel, account and kind it makes redelivery harmless
 * @param senderKeys how the channel names the sender, strongest first, each {@code kind:value}; empty when nobody is named
 * @param senderName as the sender calls himself; hostile
 * @param saidAt the provider's time, when the person wrote
 * @param messageKind for {@link Kind#MESSAGE}: text, image, location, ...; otherwise null
 * @param text what the model is told; null when the kind has none
 * @param choiceId the id of the button that was pressed, as we once gave it or as the sender made it up; hostile
 * @param refersTo provider id of the message that is edited, revoked or reacted to
 * @param newKey for {@link Kind#NUMBER_CHANGE}: the identity key that replaces the sender's
 * @param payload the event as it came, JSON in ASCII
 */
public record InboundEvent(
        String channel,
        String account,
        String providerId,
        Kind kind,
        List<String> senderKeys,
        @Nullable String senderName,
        Instant saidAt,
        @Nullable String messageKind,
        @Nullable String text,
        @Nullable String choiceId,
        @Nullable String refersTo,
        @Nullable String newKey,
        String payload) {

    public InboundEvent {
        senderKeys = List.copyOf(senderKeys);
    }

    /** What is done with an event. */
    public enum Kind {
        /** Becomes part of a turn. */
        MESSAGE,
        /** A message that cannot be read: answered politely, at most once. */
        UNREADABLE,
        /** Changes the text of an earlier message; no answer. */
        EDIT,
        /** Hides an earlier message; no answer. */
        REVOKE,
        /** Moves the sender to another identity; no answer. */
        NUMBER_CHANGE,
        /** A human of ours wrote from the business phone: the bot falls silent. The sender is the customer. */
        ECHO,
        /** What the customer thinks of a message of ours; no answer. The text is the emoji, null when it was taken back. */
        REACTION,
        /** Stored and nothing else: group messages, fields we do not know. */
        STORED
    }
}
