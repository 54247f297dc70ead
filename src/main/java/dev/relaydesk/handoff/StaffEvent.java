package dev.relaydesk.handoff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a member of staff did in Slack or WhatsApp. Hostile until the sender was matched.
 *
 * @param channel the notifier's
 * @param providerId what the provider calls it; the same when it is delivered again. For what was written in a place it begins
 *     with that place and a colon, so that it can be marked there
 * @param staffKey who: a Slack user id, a number
 * @param notice provider id of the notice that was pressed or answered; null when none was quoted
 * @param handoff where the button names it; null otherwise
 * @param place where it happened; null where that says nothing
 * @param value the button ({@link #TAKE}, {@link #HAND_BACK}), or what was written, without the sign that made it a note
 */
public record StaffEvent(
        String channel,
        String providerId,
        Kind kind,
        String staffKey,
        @Nullable String notice,
        @Nullable UUID handoff,
        @Nullable String place,
        String value) {

    public static final String TAKE = "take";
    public static final String HAND_BACK = "hand_back";

    public enum Kind {
        PRESS,
        /** For the customer. */
        TEXT,
        /** For colleagues alone. */
        NOTE
    }
}
