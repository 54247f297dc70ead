/** Ticket systems outside the process, as the reference describes them, with every way in which they let one down. */
@NullMarked
package dev.relaydesk.testing.desk;

import org.jspecify.annotations.NullMarked;
