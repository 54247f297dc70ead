@NullMarked
package dev.relaydesk.ticket;

import org.jspecify.annotations.NullMarked;
