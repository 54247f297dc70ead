@NullMarked
package dev.relaydesk.ticket.simulator;

import org.jspecify.annotations.NullMarked;
