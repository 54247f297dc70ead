package dev.relaydesk.research.engine.remote;

import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Again;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.EngineStep.Found;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Said;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Unheard;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Unreached;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Asks how a submitted run stands. That only reads, so it may be repeated at will. */
final class RemotePoll {

    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(10);

    /** Answers in a row that make no sense. An upstream that is down is none of them. */
    private static final int MOST_ODD = 10;

    private final RemoteContract contract;
    private final PollPace pace;
    private final Clock clock;

    RemotePoll(RemoteContract contract, PollPace pace, Clock clock) {
        this.contract = contract;
        this.pace = pace;
        this.clock = clock;
    }

    EngineStep look(EngineRun run, String remoteId) throws InterruptedException {
        return switch (contract.look(remoteId)) {
            case Unreached _, Unheard _ -> {
                Interruption.obey();
                yield later(run, Duration.ZERO);
            }
            case Said said when said.status() == 404 -> unknown(run);
            case Said said
            when said.tooLarge() && said.isGood() -> {
                run.polled(true);
                yield new Failed("too_large", "The report is larger than we take", false);
            }
            case Said said
            when said.isGood() -> {
                run.polled(true);
                yield state(run, remoteId, contract.state(run.order(), said.body()));
            }
            case Said said when said.isRetired() -> Refusals.failed(said);
            case Said said
            when said.status() == 429 || said.status() == 408 || said.status() >= 500 -> later(run, said.pause());
            case Said said -> odd(run, Refusals.failed(said).message());
        };
    }

    private EngineStep state(EngineRun run, String remoteId, RemoteState state) {
        return switch (state) {
            case RemoteState.Working working -> {
                RemoteMemory memory = RemoteMemory.of(run);
                if (!memory.status().equals(working.status())) {
                    run.progress(working.status(), working.percentage(), working.text());
                }
                memory.withStatus(working.status()).keep(run);
                yield later(run, Duration.ZERO);
            }
            case RemoteState.Done done -> {
                charge(run, done.costUsd());
                yield done.report().directAnswer().isBlank()
                        ? new Failed("empty", "Perplexity gave an empty report", false)
                        : new Found(done.report());
            }
            case RemoteState.Ended ended -> {
                charge(run, ended.costUsd());
                yield new Failed(ended.code(), ended.message(), false);
            }
            case RemoteState.Stuck stuck -> {
                contract.cancel(remoteId);
                yield new Failed(stuck.code(), stuck.message(), false);
            }
            case RemoteState.Odd odd -> odd(run, odd.why());
        };
    }

    /** A run that ended is looked at again after a crash; its cost is counted once. */
    private static void charge(EngineRun run, BigDecimal usd) {
        RemoteMemory memory = RemoteMemory.of(run);
        if (!memory.charged() && usd.signum() > 0) {
            run.spend(usd);
            memory.withCharged().keep(run);
        }
    }

    private EngineStep unknown(EngineRun run) {
        run.polled(false);
        Instant now = clock.instant();
        Duration unknown = Duration.between(run.unknownSince().orElse(now), now);
        return unknown.compareTo(UNKNOWN_FOR) > 0
                ? new Failed("remote_unknown", "Perplexity has not known the run for ten minutes", false)
                : later(run, Duration.ZERO);
    }

    private EngineStep odd(EngineRun run, String why) {
        RemoteMemory memory = RemoteMemory.of(run);
        int odd = memory.odd() + 1;
        memory.withOdd(odd).keep(run);
        return odd >= MOST_ODD ? new Failed("poll_refused", why, false) : later(run, Duration.ZERO);
    }

    private Again later(EngineRun run, Duration asked) {
        Duration own = pace.after(run.polls());
        return new Again(asked.compareTo(own) > 0 ? asked : own);
    }
}
