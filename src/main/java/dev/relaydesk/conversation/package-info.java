/** Customers, what was said, and who may speak: intake, identities, mode, epoch and lease. */
@NullMarked
package dev.relaydesk.conversation;

import org.jspecify.annotations.NullMarked;
