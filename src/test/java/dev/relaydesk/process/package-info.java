/** The packaged service as a process of its own, killed, starved and lied to. */
@NullMarked
package dev.relaydesk.process;

import org.jspecify.annotations.NullMarked;
