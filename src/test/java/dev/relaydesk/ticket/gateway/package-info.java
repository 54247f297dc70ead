@NullMarked
package dev.relaydesk.ticket.gateway;

import org.jspecify.annotations.NullMarked;
