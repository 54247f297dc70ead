package dev.relaydesk.ticket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What customers are told about tickets when they did not ask. */
@ConfigMapping(prefix = "relaydesk.text.ticket")
interface TicketTexts {

    @WithDefault("Good news: your ticket {tickets} is solved ({subject}). Just write if anything is still open.")
    String solved();
}
