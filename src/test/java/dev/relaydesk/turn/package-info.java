@NullMarked
package dev.relaydesk.turn;

import org.jspecify.annotations.NullMarked;
