/** Plays Meta's side of the WhatsApp Cloud API over real HTTP. Shares no code with what it is there to try. */
@NullMarked
package dev.relaydesk.channel.whatsapp.simulator;

import org.jspecify.annotations.NullMarked;
