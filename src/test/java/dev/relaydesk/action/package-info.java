@NullMarked
package dev.relaydesk.action;

import org.jspecify.annotations.NullMarked;
