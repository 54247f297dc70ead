package dev.relaydesk.ticket.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A ticket as the other system has it. All texts are a stranger's.
 *
 * @param id by which it is addressed
 * @param number by which its people call it
 * @param url of its page; empty when unknown
 * @param statusName in the system's own words
 */
public record OutsideTicket(String id, String number, String url, TicketStatus status, String statusName) {

    /** Null when there is no id; one without a number is called by its id. */
    static @Nullable OutsideTicket of(String id, String number, String url, TicketStatus status, String statusName) {
        return id.isEmpty() ? null : new OutsideTicket(id, number.isEmpty() ? id : number, url, status, statusName);
    }
}
