/** Ticket systems outside, and what is known of each call to them. */
@NullMarked
package dev.relaydesk.ticket.gateway;

import org.jspecify.annotations.NullMarked;
