@NullMarked
package dev.relaydesk.delivery;

import org.jspecify.annotations.NullMarked;
