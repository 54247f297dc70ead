package dev.relaydesk.turn;

import dev.relaydesk.action.ActionDesk;
import dev.relaydesk.action.ActionJudge;
import dev.relaydesk.action.Assessment;
import dev.relaydesk.action.CheckResult;
import dev.relaydesk.action.Decision;
import dev.relaydesk.action.Reaction;
import dev.relaydesk.action.Subject;
import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.space.Citation;
import dev.relaydesk.space.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Ends a turn in which the model replied: with its text, or with what follows from what it asks for. */
@ApplicationScoped
class Answering {

    private static final Logger LOG = Logger.getLogger(Answering.class);

    private final TurnCommit commit;
    private final SpaceQuestion questions;
    private final ActionJudge judge;
    private final ActionDesk desk;
    private final Saying saying;
    private final ReplyLinks links;
    private final Pollers pollers;

    Answering(
            TurnCommit commit,
            SpaceQuestion questions,
            ActionJudge judge,
            ActionDesk desk,
            Saying saying,
            ReplyLinks links,
            Pollers pollers) {
        this.commit = commit;
        this.questions = questions;
        this.judge = judge;
        this.desk = desk;
        this.saying = saying;
        this.links = links;
        this.pollers = pollers;
    }

    /** A reply, and what was found about it. */
    private record Judged(SpaceQuestion.Asked asked, Reply reply, Subject subject, Assessment assessment) {}

    String reply(Claim claim, UUID turn, Instant startedAt, SpaceQuestion.Asked asked, Reply reply) {
        int modelCalls = judge.modelCallsBefore(Subjects.results(claim)) + 1;
        Judged first = judge(claim, turn, asked, reply, modelCalls);
        Optional<String> repair = judge.repair(first.subject(), first.assessment());
        if (repair.isEmpty()) {
            return end(claim, turn, startedAt, first, List.of());
        }
        SpaceQuestion.Asked again = questions.askAgain(claim, turn, repair.get(), reply);
        if (!(again.answer() instanceof Reply better)) {
            return end(claim, turn, startedAt, first, List.of());
        }
        TurnRecord unusable = record(TimeOrderedId.next(), startedAt, "repaired", first, first.assessment(), null);
        return end(claim, turn, startedAt, judge(claim, turn, again, better, modelCalls + 1), List.of(unusable));
    }

    private Judged judge(Claim claim, UUID turn, SpaceQuestion.Asked asked, Reply reply, int modelCalls) {
        Subject subject = Subjects.of(claim, turn, modelCalls);
        Assessment assessment = judge.assess(subject, reply.text());
        LOG.debugf("Verdict %s on raw reply %s", assessment.verdict().wire(), reply.raw());
        return new Judged(asked, reply, subject, assessment);
    }

    private String end(Claim claim, UUID turn, Instant startedAt, Judged judged, List<TurnRecord> before) {
        var thread = new AnsweredTurn.ThreadNow(
                judged.reply().thread().backend(),
                judged.reply().slug(),
                judged.asked().space().account(),
                judged.asked().space().collection());
        if (before.isEmpty() && judged.assessment().decision() instanceof Decision.SpeakText(String text)) {
            TurnRecord record = record(turn, startedAt, "answered", judged, judged.assessment(), text);
            return commit.commit(new Answered(claim, record, thread, speech(text, judged.reply())));
        }
        TurnRecord provisional = record(
                turn,
                startedAt,
                "answered",
                judged,
                judged.assessment(),
                judged.reply().text());
        return commit.commit(claim, provisional, transaction -> {
            var ending = new Ending(transaction, claim);
            TurnCommit.LostClaim.unless(ending.answered(turn, thread));
            Reaction reaction =
                    desk.react(transaction, judged.subject(), judged.reply().text());
            if (ending.dueAgain()) {
                transaction.afterCommit(() -> pollers.wake("turn"));
            }
            List<TurnRecord> rows = new ArrayList<>(before);
            rows.add(provisional.judged(reaction.assessment(), reaction.text().orElse(null)));
            return new TurnCommit.Done(say(transaction, claim, turn, reaction, judged.reply()), rows);
        });
    }

    private List<OnTheWay> say(Handle transaction, Claim claim, UUID turn, Reaction reaction, Reply reply) {
        if (reaction.text().isEmpty()) {
            return List.of();
        }
        String text = reaction.text().get();
        return reaction.ours()
                ? saying.asSystem(transaction, claim, turn, new Speech(text, List.of(), reaction.choices()))
                : saying.asBot(transaction, claim, turn, speech(text, reply));
    }

    private Speech speech(String text, Reply reply) {
        return new Speech(
                links.text(text),
                links.sources(reply.citations().stream().map(Citation::url).toList()));
    }

    private static TurnRecord record(
            UUID id, Instant startedAt, String outcome, Judged judged, Assessment assessment, @Nullable String said) {
        Reply reply = judged.reply();
        return new TurnRecord(
                id,
                startedAt,
                outcome,
                assessment.verdict().wire(),
                null,
                judged.asked().prompt(),
                judged.asked().streamed(),
                reply.raw(),
                said,
                reply.citations(),
                reply.thread().backend(),
                reply.took(),
                checks(assessment),
                judged.subject().modelCalls());
    }

    /** Of plain text there is nothing to tell but that it is plain text, which is the verdict. */
    private static List<CheckResult> checks(Assessment assessment) {
        return assessment.decision() instanceof Decision.SpeakText ? List.of() : assessment.checks();
    }
}
