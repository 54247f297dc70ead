/** Tells staff by e-mail, and lets them take over by the link in it. */
@NullMarked
package dev.relaydesk.handoff.mail;

import org.jspecify.annotations.NullMarked;
