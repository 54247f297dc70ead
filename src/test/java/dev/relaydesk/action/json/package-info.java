@NullMarked
package dev.relaydesk.action.json;

import org.jspecify.annotations.NullMarked;
