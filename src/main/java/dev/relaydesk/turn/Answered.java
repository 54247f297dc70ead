package dev.relaydesk.turn;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import org.jspecify.annotations.Nullable;

/**
 * A turn with an answer, ready to be committed.
 *
 * @param forStaff why staff should look at the conversation; null when they need not
 */
record Answered(
        Claim claim,
        TurnRecord turn,
        AnsweredTurn.ThreadNow thread,
        Speech speech,
        @Nullable String forStaff) {

    AnsweredTurn ending() {
        return new AnsweredTurn(claim, turn.id(), thread, forStaff);
    }

    Utterance utterance() {
        return new Utterance(
                claim.conversation(),
                claim.channel(),
                claim.account(),
                claim.address(),
                Origin.BOT,
                claim.epoch(),
                turn.id(),
                null,
                speech);
    }

    Answered lost() {
        return new Answered(claim, turn.lost(), thread, speech, forStaff);
    }
}
