package dev.relaydesk.conversation;

import java.util.Locale;

/** Who answers in a conversation. Which changes are possible is held by the database. */
public enum Mode {
    BOT,
    AWAITING_CONFIRMATION,
    HUMAN_HANDOFF,
    TICKET_OPEN,
    CLOSED;

    /** As it stands in rows and in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that name. */
    public static Mode of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
