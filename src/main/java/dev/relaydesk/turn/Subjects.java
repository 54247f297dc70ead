package dev.relaydesk.turn;

import dev.relaydesk.action.Subject;
import dev.relaydesk.conversation.Claim;
import java.util.List;
import java.util.UUID;

/** Tells the action desk of which turn we speak. */
final class Subjects {

    private Subjects() {}

    static List<UUID> results(Claim claim) {
        return claim.messages().stream()
                .filter(Claim.Message::isResult)
                .map(Claim.Message::id)
                .toList();
    }

    /**
     * The turn of a claim.
     *
     * @param modelCalls how often the model was asked for the same word of the customer so far
     */
    static Subject of(Claim claim, UUID turn, int modelCalls) {
        return new Subject(
                claim.conversation(), turn, claim.epoch(), claim.mode(), claim.language(), results(claim), modelCalls);
    }
}
