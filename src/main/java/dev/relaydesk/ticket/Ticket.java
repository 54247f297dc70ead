package dev.relaydesk.ticket;

import java.util.UUID;

/**
 * A ticket.
 *
 * @param status {@code open} or {@code solved}
 */
public record Ticket(UUID id, long number, String subject, String status) {

    static final String PREFIX = "RD-";

    /** What the customer calls it. */
    public String reference() {
        return PREFIX + number;
    }
}
