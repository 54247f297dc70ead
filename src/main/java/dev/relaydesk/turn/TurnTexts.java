package dev.relaydesk.turn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a customer is told when the model has nothing to say. */
@ConfigMapping(prefix = "relaydesk.text")
interface TurnTexts {

    /** Nobody could answer; a human is marked to look. */
    @WithDefault("I am sorry, I cannot answer right now. A colleague will look at your message.")
    String apology();

    /** The customer sent something that cannot be read. Said at most once in a conversation. */
    @WithDefault("I can only read text messages. Could you write it in words?")
    String unreadable();
}
