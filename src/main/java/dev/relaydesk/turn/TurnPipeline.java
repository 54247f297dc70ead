package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.space.Reply;
import dev.relaydesk.space.SpaceFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** One turn, from the claim to the send. Reads as the list of its steps. */
@ApplicationScoped
class TurnPipeline {

    private static final Logger LOG = Logger.getLogger(TurnPipeline.class);

    private final Gate gate;
    private final Prompt prompt;
    private final SpaceQuestion questions;
    private final Answering answering;
    private final FixedAnswers fixed;
    private final Setbacks setbacks;
    private final TurnNews news;

    TurnPipeline(
            Gate gate,
            Prompt prompt,
            SpaceQuestion questions,
            Answering answering,
            FixedAnswers fixed,
            Setbacks setbacks,
            TurnNews news) {
        this.gate = gate;
        this.prompt = prompt;
        this.questions = questions;
        this.answering = answering;
        this.fixed = fixed;
        this.setbacks = setbacks;
        this.news = news;
    }

    /** Runs a claimed conversation's turn. Returns when its rows are committed and its first message is on the wire. */
    void run(Claim claim) {
        UUID turn = TimeOrderedId.next();
        Instant startedAt = news.started(claim, turn);
        String outcome = "interrupted";
        try {
            outcome = switch (gate.check(claim)) {
                case Gate.Verdict.Ask() -> settle(claim, turn, startedAt, questions.ask(claim, turn, prompt.of(claim)));
                case Gate.Verdict.HandToHuman(var language) -> fixed.human(claim, turn, startedAt, language);
                case Gate.Verdict.TakeAsConfirmation() -> fixed.confirmation(claim, turn, startedAt);
                case Gate.Verdict.AddToTicket() -> fixed.addToTicket(claim, turn, startedAt);
                case Gate.Verdict.SayUnreadable() -> fixed.unreadable(claim, turn, startedAt);
                case Gate.Verdict.NothingLeft() -> setbacks.nothingLeft(claim);
                case Gate.Verdict.LeaveToHuman() -> setbacks.leaveToHuman(claim);
                case Gate.Verdict.Wait(var pause, var why) -> setbacks.defer(claim, pause, why);
                case Gate.Verdict.GiveUp(var why) -> setbacks.giveUp(claim, turn, startedAt, why);
            };
        } catch (RuntimeException e) {
            // The lease runs out and the turn is done again; the claim has already counted it.
            LOG.error("A turn broke off", e);
        } finally {
            news.ended(claim, turn, outcome);
        }
    }

    private String settle(Claim claim, UUID turn, Instant startedAt, SpaceQuestion.Asked asked) {
        return switch (asked.answer()) {
            case Reply reply -> answering.reply(claim, turn, startedAt, asked, reply);
            case SpaceFailure failure -> setbacks.failure(claim, turn, startedAt, asked, failure);
        };
    }
}
