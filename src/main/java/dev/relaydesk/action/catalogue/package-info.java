/** The closed list of actions: their schemas, where they come from, and what is wrong with them. */
@NullMarked
package dev.relaydesk.action.catalogue;

import org.jspecify.annotations.NullMarked;
