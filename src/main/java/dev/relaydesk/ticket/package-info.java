/** Tickets, and who they belong to. */
@NullMarked
package dev.relaydesk.ticket;

import org.jspecify.annotations.NullMarked;
