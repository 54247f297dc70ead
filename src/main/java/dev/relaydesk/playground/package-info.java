/** A phone, and a looking-glass on the turn behind it. */
@NullMarked
package dev.relaydesk.playground;

import org.jspecify.annotations.NullMarked;
