/** JSON that has one meaning only: read strictly, written canonically. */
@NullMarked
package dev.relaydesk.action.json;

import org.jspecify.annotations.NullMarked;
