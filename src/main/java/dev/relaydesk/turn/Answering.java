package dev.relaydesk.turn;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.space.Citation;
import dev.relaydesk.space.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Ends a turn with something the customer hears. */
@ApplicationScoped
class Answering {

    private static final Logger LOG = Logger.getLogger(Answering.class);

    private final TurnCommit commit;
    private final Outbox outbox;
    private final TurnTexts texts;
    private final Pollers pollers;

    Answering(TurnCommit commit, Outbox outbox, TurnTexts texts, Pollers pollers) {
        this.pollers = pollers;
        this.commit = commit;
        this.outbox = outbox;
        this.texts = texts;
    }

    String reply(Claim claim, UUID turn, Instant startedAt, SpaceQuestion.Asked asked, Reply reply) {
        Judgement judgement = Judge.of(reply);
        LOG.debugf("Verdict %s on raw reply %s", judgement.verdict(), reply.raw());
        List<Citation> citations = reply.citations();
        Speech speech = switch (judgement) {
            case Judgement.Plain(String markdown) ->
                new Speech(markdown, citations.stream().map(Citation::url).toList());
            case Judgement.Request() -> Speech.of(texts.cannotDo());
        };
        var record = new TurnRecord(
                turn,
                startedAt,
                "answered",
                judgement.verdict(),
                null,
                asked.prompt(),
                asked.streamed(),
                reply.raw(),
                speech.markdown(),
                citations,
                reply.thread().backend(),
                reply.took());
        var thread = new AnsweredTurn.ThreadNow(
                reply.thread().backend(),
                reply.slug(),
                asked.space().account(),
                asked.space().collection());
        String forStaff = judgement instanceof Judgement.Request ? judgement.verdict() : null;
        return commit.commit(new Answered(claim, record, thread, speech, forStaff));
    }

    /** Told at most once in a conversation; after that such messages are stored in silence. */
    String unreadable(Claim claim, UUID turn, Instant startedAt) {
        var record = TurnRecord.without(turn, startedAt, "answered", "unreadable", null, "");
        return commit.commit(claim, record, transaction -> {
            var ending = new Ending(transaction, claim);
            TurnCommit.LostClaim.unless(ending.answered(turn, null));
            if (ending.dueAgain()) {
                transaction.afterCommit(() -> pollers.wake("turn"));
            }
            if (claim.toldUnreadable() || !ending.firstUnreadable()) {
                return List.of();
            }
            return say(transaction, claim, turn, Speech.of(texts.unreadable()));
        });
    }

    private List<OnTheWay> say(Handle transaction, Claim claim, UUID turn, Speech speech) {
        return outbox.say(
                transaction,
                new Utterance(
                        claim.conversation(),
                        claim.channel(),
                        claim.account(),
                        claim.address(),
                        Origin.BOT,
                        claim.epoch(),
                        turn,
                        null,
                        speech));
    }
}
