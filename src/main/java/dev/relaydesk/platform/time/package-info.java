/** The clock that everybody asks, so that a test can move it. */
@NullMarked
package dev.relaydesk.platform.time;

import org.jspecify.annotations.NullMarked;
