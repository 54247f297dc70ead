@NullMarked
package dev.relaydesk.action.endpoint;

import org.jspecify.annotations.NullMarked;
