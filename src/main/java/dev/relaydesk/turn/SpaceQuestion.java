package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.delivery.Presence;
import dev.relaydesk.space.Question;
import dev.relaydesk.space.Reply;
import dev.relaydesk.space.SpaceAnswer;
import dev.relaydesk.space.SpaceGateway;
import dev.relaydesk.space.SpaceRef;
import dev.relaydesk.space.ThreadRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks the Space what the customer asked. No transaction is open and no connection is held while it answers. */
@ApplicationScoped
class SpaceQuestion {

    /** What was asked, how, and what came of it. */
    record Asked(String prompt, SpaceRef space, boolean streamed, SpaceAnswer answer) {}

    private final SpaceGateway gateway;
    private final Presence presence;
    private final LiveTurns live;

    SpaceQuestion(SpaceGateway gateway, Presence presence, LiveTurns live) {
        this.gateway = gateway;
        this.presence = presence;
        this.live = live;
    }

    Asked ask(Claim claim, UUID turn, String prompt) {
        showThatItWasRead(claim);
        var thread = new ThreadRef(claim.thread().frontend(), claim.thread().backend());
        return ask(claim, turn, prompt, thread);
    }

    /** Goes on in the thread as a reply of this turn left it. */
    Asked askAgain(Claim claim, UUID turn, String prompt, Reply before) {
        return ask(claim, turn, prompt, before.thread());
    }

    private Asked ask(Claim claim, UUID turn, String prompt, ThreadRef thread) {
        SpaceRef space = pinned(claim.thread());
        var question = new Question(prompt, space, thread, turn);
        Boolean asked = claim.streaming();
        boolean streamed = asked == null ? gateway.streaming() : asked;
        SpaceAnswer answer = streamed
                ? gateway.stream(question, delta -> live.tell(new TurnEvent.Said(claim.conversation(), turn, delta)))
                : gateway.ask(question);
        return new Asked(prompt, space, streamed, answer);
    }

    /** A thread belongs to the account and the Space it was begun with, whatever the settings say now. */
    private SpaceRef pinned(Claim.Pin thread) {
        SpaceRef now = gateway.defaultSpace();
        String account = thread.account();
        return account == null
                ? now
                : new SpaceRef(account, thread.collection(), now.mode(), now.sources(), now.language());
    }

    private void showThatItWasRead(Claim claim) {
        String last = claim.messages().getLast().providerId();
        if (last != null) {
            presence.read(claim.channel(), claim.account(), claim.address(), last);
        }
    }
}
