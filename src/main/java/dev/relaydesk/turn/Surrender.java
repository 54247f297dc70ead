package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import jakarta.enterprise.context.ApplicationScoped;

/** The dead letter: the bot gives up on messages, says so, and the conversation goes to a human. */
@ApplicationScoped
class Surrender {

    private final TurnCommit commit;
    private final Handoffs handoffs;
    private final Outbox outbox;
    private final Texts texts;

    Surrender(TurnCommit commit, Handoffs handoffs, Outbox outbox, Texts texts) {
        this.commit = commit;
        this.handoffs = handoffs;
        this.outbox = outbox;
        this.texts = texts;
    }

    String now(Claim claim, TurnRecord turn) {
        return commit.commit(claim, turn, transaction -> {
            TurnCommit.LostClaim.unless(new Ending(transaction, claim).gaveUp(turn.id()));
            handoffs.request(transaction, claim.conversation(), HandoffRequest.byRule(turn.verdict()), "bot");
            var sendable = outbox.say(
                    transaction,
                    Saying.utterance(
                            claim,
                            turn.id(),
                            Speech.of(texts.of(Text.APOLOGY, claim.language())),
                            Origin.SYSTEM,
                            claim.epoch() + 1));
            return TurnCommit.Done.of(sendable, turn);
        });
    }
}
