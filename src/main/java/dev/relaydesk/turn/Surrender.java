package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import jakarta.enterprise.context.ApplicationScoped;

/** The dead letter: the bot gives up on messages, says so, and the conversation goes to a human. */
@ApplicationScoped
class Surrender {

    private final TurnCommit commit;
    private final Speaker speaker;
    private final Outbox outbox;
    private final TurnTexts texts;

    Surrender(TurnCommit commit, Speaker speaker, Outbox outbox, TurnTexts texts) {
        this.commit = commit;
        this.speaker = speaker;
        this.outbox = outbox;
        this.texts = texts;
    }

    String now(Claim claim, TurnRecord turn) {
        return commit.commit(claim, turn, transaction -> {
            TurnCommit.LostClaim.unless(new Ending(transaction, claim).gaveUp(turn.id()));
            speaker.toHuman(transaction, claim.conversation(), turn.verdict(), "bot");
            return outbox.say(
                    transaction,
                    new Utterance(
                            claim.conversation(),
                            claim.channel(),
                            claim.account(),
                            claim.address(),
                            Origin.SYSTEM,
                            claim.epoch() + 1,
                            turn.id(),
                            null,
                            Speech.of(texts.apology())));
        });
    }
}
