package dev.relaydesk.action;

import java.util.Optional;

/** What became of an open question to the customer. */
public sealed interface ConfirmationAnswer {

    /** It is settled; the text tells the customer how, unless that comes later. */
    record Settled(Optional<String> text) implements ConfirmationAnswer {}

    /** The customer wrote about something else: the question is taken back, and the message is for the bot. */
    record SomethingElse() implements ConfirmationAnswer {}
}
