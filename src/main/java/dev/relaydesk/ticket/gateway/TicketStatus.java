package dev.relaydesk.ticket.gateway;

import java.util.Locale;

/** How far a ticket is, in the four words that every ticket system is brought to. */
public enum TicketStatus {
    OPEN,
    /** For the customer, or a date. */
    WAITING,
    SOLVED,
    CLOSED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status that the word names.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static TicketStatus of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }

    /** Nobody works on it any more. */
    public boolean isOver() {
        return this == SOLVED || this == CLOSED;
    }
}
