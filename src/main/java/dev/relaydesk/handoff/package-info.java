/** Gives conversations to humans. */
@NullMarked
package dev.relaydesk.handoff;

import org.jspecify.annotations.NullMarked;
