/** Calls that may be repeated without a second effect. */
@NullMarked
package dev.relaydesk.platform.idempotency;

import org.jspecify.annotations.NullMarked;
