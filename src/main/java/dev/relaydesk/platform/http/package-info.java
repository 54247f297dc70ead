/** Outgoing HTTP: one kind of blocking client that never retries by itself. */
@NullMarked
package dev.relaydesk.platform.http;

import org.jspecify.annotations.NullMarked;
