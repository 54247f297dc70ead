/** A ticket desk to try with. */
@NullMarked
package dev.relaydesk.ticket.simulator;

import org.jspecify.annotations.NullMarked;
