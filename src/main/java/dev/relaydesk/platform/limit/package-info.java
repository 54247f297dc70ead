/** Rate limits that all replicas share. */
@NullMarked
package dev.relaydesk.platform.limit;

import org.jspecify.annotations.NullMarked;
