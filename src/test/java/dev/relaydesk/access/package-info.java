@NullMarked
package dev.relaydesk.access;

import org.jspecify.annotations.NullMarked;
