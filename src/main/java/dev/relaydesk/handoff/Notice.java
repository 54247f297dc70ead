package dev.relaydesk.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be told to staff, once.
 *
 * @param id the same for each attempt
 * @param recipient a Slack channel, a number, an address: what {@link Notifier#recipients} named
 * @param staff the person, where the recipient is one
 * @param place where the request stands that this belongs to, as its {@link NoticeResult.Sent} said; null for a request
 * @param parent the request's provider id; null for a request
 * @param text what to say; null for what the kind or the card says
 * @param attempt from 1
 */
public record Notice(
        UUID id,
        Kind kind,
        String recipient,
        @Nullable UUID staff,
        @Nullable String place,
        @Nullable String parent,
        HandoffCard card,
        @Nullable String text,
        int attempt) {

    public enum Kind {
        /** Somebody should take over. */
        REQUEST,
        /** It waits, or lies idle, for too long. */
        REMINDER,
        /** The card has changed: taken or ended. Shown in place of the request where the medium can, else left out. */
        UPDATE,
        /** The customer wrote something. */
        CUSTOMER,
        /** A colleague answered the customer from elsewhere. */
        AGENT,
        /** Our answer to what one colleague did: refused, too late, done. For that one only where the medium can. */
        ANSWER,
        /** A private note of a colleague's is kept. Its recipient, as of the next two, is where the colleague wrote it. */
        KEPT,
        /** What a colleague wrote went out to the customer. */
        WENT_OUT,
        /** It did not; the text says why, or is null when the colleague was told already. */
        NOT_SENT
    }
}
