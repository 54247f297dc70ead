package dev.relaydesk.turn;

import dev.relaydesk.action.Prompts;
import dev.relaydesk.conversation.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Puts what the customer wrote, and the results that came meanwhile, into the question for the Space. */
@ApplicationScoped
class Prompt {

    /** The prompt travels in the URL; the wrapper's server took 70 KB, and a proxy in front of it may take less. */
    private static final int LONGEST = 12_000;

    private final Prompts prompts;

    Prompt(Prompts prompts) {
        this.prompts = prompts;
    }

    String of(Claim claim) {
        List<String> parts = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (Claim.Message message : claim.messages()) {
            if (message.isReadable()) {
                (message.isResult() ? parts : written).add(Objects.requireNonNull(message.text()));
            }
        }
        String note = claim.note();
        if (!written.isEmpty() || note != null) {
            parts.add(prompts.turn(written, note == null ? List.of() : List.of(note)));
        }
        String text = String.join("\n\n", parts);
        return text.length() <= LONGEST ? text : text.substring(0, endWithoutHalfACharacter(text));
    }

    private static int endWithoutHalfACharacter(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
