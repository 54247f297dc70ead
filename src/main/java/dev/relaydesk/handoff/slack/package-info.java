/** Slack: tells staff of handoffs in a channel, and takes their presses and thread messages. */
@NullMarked
package dev.relaydesk.handoff.slack;

import org.jspecify.annotations.NullMarked;
