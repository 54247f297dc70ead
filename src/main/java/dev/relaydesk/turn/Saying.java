package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Says something in a claimed conversation, in the transaction that ends its turn. */
@ApplicationScoped
class Saying {

    private final Outbox outbox;

    Saying(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The bot's own words: not sent once somebody else speaks. */
    List<OnTheWay> asBot(Handle transaction, Claim claim, UUID turn, Speech speech) {
        return outbox.say(transaction, utterance(claim, turn, speech, Origin.BOT, claim.epoch()));
    }

    /** Words of ours, which are sent whoever speaks. */
    List<OnTheWay> asSystem(Handle transaction, Claim claim, UUID turn, Speech speech) {
        return outbox.say(transaction, utterance(claim, turn, speech, Origin.SYSTEM, claim.epoch()));
    }

    /** What is said to the customer of a claim. */
    static Utterance utterance(Claim claim, UUID turn, Speech speech, Origin origin, long epoch) {
        return new Utterance(
                claim.conversation(),
                claim.channel(),
                claim.account(),
                claim.address(),
                origin,
                epoch,
                turn,
                null,
                speech);
    }
}
