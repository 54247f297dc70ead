package dev.relaydesk.turn;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;

/** A turn with an answer, ready to be committed. */
record Answered(Claim claim, TurnRecord turn, AnsweredTurn.ThreadNow thread, Speech speech) {

    AnsweredTurn ending() {
        return new AnsweredTurn(claim, turn.id(), thread);
    }

    Utterance utterance() {
        return Saying.utterance(claim, turn.id(), speech, Origin.BOT, claim.epoch());
    }

    Answered lost() {
        return new Answered(claim, turn.lost(), thread, speech);
    }
}
