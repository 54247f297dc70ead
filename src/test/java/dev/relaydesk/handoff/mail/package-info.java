@NullMarked
package dev.relaydesk.handoff.mail;

import org.jspecify.annotations.NullMarked;
