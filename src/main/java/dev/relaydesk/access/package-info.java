/** Staff, roles, sessions, tokens and the audit log. */
@NullMarked
package dev.relaydesk.access;

import org.jspecify.annotations.NullMarked;
