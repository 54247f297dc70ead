package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.handoff.Notices;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.space.SpaceFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Ends a turn that has no answer: later, never, or not by the bot. */
@ApplicationScoped
class Setbacks {

    private static final Logger LOG = Logger.getLogger(Setbacks.class);

    private final TurnCommit commit;
    private final Surrender surrender;
    private final Prompt prompt;
    private final TurnConfig config;
    private final Notices notices;
    private final Jdbi jdbi;
    private final Pollers pollers;

    Setbacks(
            TurnCommit commit,
            Surrender surrender,
            Prompt prompt,
            TurnConfig config,
            Notices notices,
            Jdbi jdbi,
            Pollers pollers) {
        this.notices = notices;
        this.pollers = pollers;
        this.commit = commit;
        this.surrender = surrender;
        this.prompt = prompt;
        this.config = config;
        this.jdbi = jdbi;
    }

    /** Sorts a failure by what helps: waiting, asking again, or a human. */
    String failure(Claim claim, UUID turn, Instant startedAt, SpaceQuestion.Asked asked, SpaceFailure failure) {
        return switch (failure) {
            case SpaceFailure.Deferred later -> defer(claim, later.retryAfter(), later.reason());
            case SpaceFailure.Throttled later -> defer(claim, later.retryAfter(), later.reason());
            case SpaceFailure.SessionRefused later -> defer(claim, later.retryAfter(), later.reason());
            case SpaceFailure.Permanent permanent -> bury(claim, turn, startedAt, asked, permanent, "permanent");
            case SpaceFailure.Retryable retryable -> again(claim, turn, startedAt, asked, retryable, "retryable");
            case SpaceFailure.Incomplete incomplete -> again(claim, turn, startedAt, asked, incomplete, "incomplete");
        };
    }

    private String again(
            Claim claim,
            UUID turn,
            Instant startedAt,
            SpaceQuestion.Asked asked,
            SpaceFailure failure,
            String verdict) {
        int attempt = claim.failures();
        if (attempt >= config.backoff().size()) {
            return bury(claim, turn, startedAt, asked, failure, verdict);
        }
        Duration pause = jittered(config.backoff().get(attempt));
        LOG.infof("The Space gave no answer (%s); attempt %s in %s", failure.reason(), attempt + 2, pause);
        TurnRecord record = record(turn, startedAt, "failed", verdict, asked, failure);
        return commit.commit(claim, record, transaction -> {
            TurnCommit.LostClaim.unless(new Ending(transaction, claim).failed(pause));
            transaction.afterCommit(() -> pollers.wakeIn("turn", pause));
            return TurnCommit.Done.of(List.of(), record);
        });
    }

    private String bury(
            Claim claim,
            UUID turn,
            Instant startedAt,
            SpaceQuestion.Asked asked,
            SpaceFailure failure,
            String verdict) {
        LOG.warnf("The Space gave no answer (%s); the conversation goes to a human", failure.reason());
        return surrender.now(claim, record(turn, startedAt, "dead_letter", verdict, asked, failure));
    }

    String giveUp(Claim claim, UUID turn, Instant startedAt, String why) {
        LOG.warnf("Gave up on a turn (%s); the conversation goes to a human", why);
        return surrender.now(claim, TurnRecord.without(turn, startedAt, "dead_letter", why, null, prompt.of(claim)));
    }

    /** Not an attempt: nothing is recorded but the new due time. */
    String defer(Claim claim, Duration pause, String why) {
        LOG.debugf("A turn waits %s: %s", pause, why);
        boolean held = jdbi.inTransaction(transaction -> new Ending(transaction, claim).deferred(pause));
        pollers.wakeIn("turn", pause);
        return held ? "deferred" : "lost";
    }

    String nothingLeft(Claim claim) {
        boolean held = jdbi.inTransaction(transaction -> new Ending(transaction, claim).nothingLeft());
        return held ? "nothing_left" : "lost";
    }

    String leaveToHuman(Claim claim) {
        boolean held = jdbi.inTransaction(transaction -> {
            boolean left = new Ending(transaction, claim).leftToHuman();
            if (left) {
                notices.customerWrote(transaction, claim.conversation(), written(claim));
            }
            return left;
        });
        return held ? "left_to_human" : "lost";
    }

    private static List<Notices.Said> written(Claim claim) {
        return claim.words().stream()
                .map(message -> new Notices.Said(
                        message.id(),
                        message.isReadable() ? String.valueOf(message.text()) : "(" + message.kind() + ")"))
                .toList();
    }

    private static TurnRecord record(
            UUID turn,
            Instant startedAt,
            String outcome,
            String verdict,
            SpaceQuestion.Asked asked,
            SpaceFailure failure) {
        return new TurnRecord(
                turn,
                startedAt,
                outcome,
                verdict,
                failure.reason(),
                asked.prompt(),
                asked.streamed(),
                failure.raw(),
                null,
                List.of(),
                null,
                null,
                List.of(),
                1);
    }

    /** Full jitter: anything between nothing and the whole pause, so that many who failed together do not return together. */
    private static Duration jittered(Duration pause) {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(Math.max(1, pause.toNanos())));
    }
}
