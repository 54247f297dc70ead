@NullMarked
package dev.relaydesk.handoff.slack;

import org.jspecify.annotations.NullMarked;
