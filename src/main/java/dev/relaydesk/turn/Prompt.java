package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import java.util.Objects;
import java.util.stream.Collectors;

/** Puts what the customer wrote into the question for the Space. */
final class Prompt {

    /** The prompt travels in the URL; the wrapper's server took 70 KB, and a proxy in front of it may take less. */
    private static final int LONGEST = 12_000;

    private Prompt() {}

    static String of(Claim claim) {
        String text = claim.messages().stream()
                .filter(Claim.Message::isReadable)
                .map(Claim.Message::text)
                .map(Objects::requireNonNull)
                .collect(Collectors.joining("\n"));
        return text.length() <= LONGEST ? text : text.substring(0, endWithoutHalfACharacter(text));
    }

    private static int endWithoutHalfACharacter(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
