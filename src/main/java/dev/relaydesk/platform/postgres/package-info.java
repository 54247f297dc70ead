/** The PostgreSQL that Relaydesk brings along and runs itself when no other is configured. */
@NullMarked
package dev.relaydesk.platform.postgres;

import org.jspecify.annotations.NullMarked;
