package dev.relaydesk.ticket.gateway;

import java.util.UUID;

/**
 * A comment to be added outside.
 *
 * @param id ours
 * @param author {@code customer}, {@code bot} or {@code agent}
 * @param forStaff whether the customer must never see it
 */
public record Note(UUID id, String author, String text, boolean forStaff) {

    /** By which it is found again. */
    String mark() {
        return "relaydesk:" + id;
    }

    /** The text with the mark at its end. */
    String marked() {
        return text + "\n\n[" + mark() + "]";
    }
}
