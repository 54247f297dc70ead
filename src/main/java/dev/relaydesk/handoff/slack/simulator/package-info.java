/** A Slack to try things out with: part of its Web API, and people who press and write. */
@NullMarked
package dev.relaydesk.handoff.slack.simulator;

import org.jspecify.annotations.NullMarked;
