package dev.relaydesk.handoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What customers are told about handoffs; {@code {name}} is the colleague's. An empty text is not sent. */
@ConfigMapping(prefix = "relaydesk.text.handoff")
interface HandoffTexts {

    @WithDefault("I am handing you over to a colleague, who will answer here.")
    String escalated();

    /** Instead of {@link #escalated()} outside the office hours. */
    @WithDefault("I have passed this on to my colleagues. They are not there at the moment; they are back {opens}.")
    String outsideHours();

    @WithDefault("{name} has joined and will help you from here.")
    String joined();

    /** Every step of the ladder was tried. */
    @WithDefault(
            "I am sorry, nobody could be reached yet. Your message is kept and a colleague will answer as soon as possible.")
    String nobodyThere();

    @WithDefault("You are talking to the assistant again.")
    String botIsBack();
}
