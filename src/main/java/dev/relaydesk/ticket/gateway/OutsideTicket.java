package dev.relaydesk.ticket.gateway;

/**
 * A ticket as the other system has it. All texts are a stranger's.
 *
 * @param id by which it is addressed
 * @param number by which its people call it
 * @param url of its page; empty when unknown
 * @param statusName in the system's own words
 */
public record OutsideTicket(String id, String number, String url, TicketStatus status, String statusName) {}
