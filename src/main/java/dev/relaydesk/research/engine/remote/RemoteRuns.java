package dev.relaydesk.research.engine.remote;

import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Again;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Said;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Unheard;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Unreached;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Leads a run that is done elsewhere through its submit; from then on {@link RemotePoll} has it. */
public final class RemoteRuns {

    /** Longer than any call: after it nobody who began a submit can still be on the wire. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(60);

    /** So many submits in a row that did not get through, and another engine may try. */
    private static final int MOST_REFUSALS = 8;

    private final RemoteContract contract;
    private final RemotePoll poll;
    private final PollPace pace;
    private final Clock clock;

    public RemoteRuns(RemoteContract contract, PollPace pace, Clock clock) {
        this.contract = contract;
        this.pace = pace;
        this.clock = clock;
        poll = new RemotePoll(contract, pace, clock);
    }

    public EngineStep step(EngineRun run) throws InterruptedException {
        if (run.remoteId().isPresent()) {
            return poll.look(run, run.remoteId().get());
        }
        return run.submittingSince().isPresent()
                ? settle(run, run.submittingSince().get())
                : submit(run);
    }

    /** Asks for the end of what runs there. */
    public void stop(EngineRun run) {
        run.remoteId().ifPresent(contract::cancel);
    }

    private EngineStep submit(EngineRun run) throws InterruptedException {
        var objection = contract.objection(run);
        if (objection.isPresent()) {
            return objection.get();
        }
        run.submitting();
        return heard(run, contract.submit(run));
    }

    private EngineStep heard(EngineRun run, RemoteAnswer answer) throws InterruptedException {
        return switch (answer) {
            case Unreached unreached -> {
                Interruption.obey();
                yield refused(run, "unreachable", "Perplexity was not reached: " + unreached.why(), Duration.ZERO);
            }
            case Unheard unheard -> {
                Interruption.obey();
                yield lost(run, unheard.why());
            }
            case Said said
            when said.isGood() && !contract.id(said.body()).isEmpty() -> submitted(run, contract.id(said.body()));
            case Said said when said.isUncertain() -> lost(run, "status " + said.status());
            case Said said
            when said.status() == 429 && !said.isOutOfQuota() ->
                refused(run, "rate_limited", "Perplexity takes no more runs right now", said.pause());
            case Said said -> {
                run.notSubmitted();
                yield Refusals.failed(said);
            }
        };
    }

    /** The id is written down whatever else is going on: without it the run is lost, and its money with it. */
    private EngineStep submitted(EngineRun run, String remoteId) {
        Interruption.hold(() -> run.submitted(remoteId));
        return new Again(pace.after(0));
    }

    private EngineStep lost(EngineRun run, String why) {
        run.log("The submit was not answered (" + why + "); what became of it will be looked into");
        return new Again(LOST_AFTER);
    }

    private EngineStep refused(EngineRun run, String code, String message, Duration wait) {
        run.notSubmitted();
        RemoteMemory memory = RemoteMemory.of(run);
        int refusals = memory.refusals() + 1;
        memory.withRefusals(refusals).keep(run);
        if (refusals >= MOST_REFUSALS) {
            return new Failed(code, message, false);
        }
        Duration own = pace.after(memory.refusals());
        return new Again(wait.compareTo(own) > 0 ? wait : own);
    }

    private EngineStep settle(EngineRun run, Instant since) throws InterruptedException {
        Duration rest = LOST_AFTER.minus(Duration.between(since, clock.instant()));
        if (rest.isPositive()) {
            return new Again(rest);
        }
        return switch (contract.settle(run, since)) {
            case LostSubmit.Found found -> {
                run.log("The submit had arrived");
                yield submitted(run, found.remoteId());
            }
            case LostSubmit.NotThere _ -> {
                run.notSubmitted();
                yield submit(run);
            }
            case LostSubmit.AskLater later -> new Again(later.pause());
            case LostSubmit.Unknown _ -> resubmit(run);
        };
    }

    /** Once, and that is written down before: each repetition may leave a run behind that nobody follows. */
    private EngineStep resubmit(EngineRun run) throws InterruptedException {
        Interruption.obey();
        RemoteMemory memory = RemoteMemory.of(run);
        if (memory.resubmitted()) {
            return new Failed("submit_lost", "Two submits were not answered; there will not be a third", false);
        }
        memory.withResubmitted().keep(run);
        run.log("Nobody can tell whether the submit arrived: it is repeated once");
        return submit(run);
    }
}
