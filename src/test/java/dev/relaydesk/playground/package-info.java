@NullMarked
package dev.relaydesk.playground;

import org.jspecify.annotations.NullMarked;
