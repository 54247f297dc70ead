/** Measures the packaged service from outside: {@code ./relaydesk bench}. */
@NullMarked
package dev.relaydesk.bench;

import org.jspecify.annotations.NullMarked;
