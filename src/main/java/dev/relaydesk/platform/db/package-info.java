/** The way to PostgreSQL: SQL through Jdbi, and identifiers that sort by time. */
@NullMarked
package dev.relaydesk.platform.db;

import org.jspecify.annotations.NullMarked;
