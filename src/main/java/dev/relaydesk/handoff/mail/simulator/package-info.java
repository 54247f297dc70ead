/** A mail server that keeps what it is given, for an installation without one. */
@NullMarked
package dev.relaydesk.handoff.mail.simulator;

import org.jspecify.annotations.NullMarked;
