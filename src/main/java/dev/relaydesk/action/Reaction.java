package dev.relaydesk.action;

import dev.relaydesk.delivery.Choice;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a reply, already written in the caller's transaction.
 *
 * @param text for the customer; empty when the customer hears nothing yet
 * @param choices for the customer to press
 * @param ours whether the text is Relaydesk's own, which is said whoever speaks; otherwise it is the model's
 */
public record Reaction(Assessment assessment, Optional<String> text, List<Choice> choices, boolean ours) {

    static Reaction says(Assessment assessment, String text) {
        return new Reaction(assessment, Optional.of(text), List.of(), true);
    }

    static Reaction silent(Assessment assessment) {
        return new Reaction(assessment, Optional.empty(), List.of(), true);
    }
}
