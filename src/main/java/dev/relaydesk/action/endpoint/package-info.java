/** The outside of actions: HTTP endpoints of the operator, called once, within bounds and only where they may be. */
@NullMarked
package dev.relaydesk.action.endpoint;

import org.jspecify.annotations.NullMarked;
