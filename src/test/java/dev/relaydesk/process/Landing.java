package dev.relaydesk.process;

import dev.relaydesk.testing.world.PgTrap;
import dev.relaydesk.testing.world.PgTrap.Moment;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Send;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Where a takeover falls on the way of an answer. Aimed at by the clock, with the way slowed down so that each stretch of it
 * can be hit; where it really fell is told by what the outside saw.
 */
enum Landing {
    BEFORE_ASKED,
    WHILE_ASKED,
    BEFORE_COMMIT,
    BEFORE_SEND,
    ON_THE_WIRE,
    BEFORE_SETTLED,
    BETWEEN_PARTS,
    WHILE_UNKNOWN,
    /** Aimed at: any moment. Hit: everything was over. */
    ANY;

    static final Duration QUIET = Duration.ofMillis(100);
    static final Duration THOUGHT = Duration.ofMillis(60);
    static final Duration WIRE = Duration.ofMillis(60);
    private static final Duration STRETCH = Duration.ofMillis(50);
    private static final long PATIENCE_SECONDS = 20;

    /** What the proxies in front of the database slow down. */
    static final Map<PgTrap, Duration> STRETCHES = Map.of(
            new PgTrap("/* turn.commit */", Moment.BEFORE_STATEMENT), STRETCH,
            new PgTrap("/* turn.commit */", Moment.AFTER_COMMIT), STRETCH,
            new PgTrap("/* delivery.settle */", Moment.BEFORE_STATEMENT), STRETCH);

    /** Waits until it is time. False if that time never came. */
    boolean await(Said said) throws InterruptedException {
        boolean came = switch (this) {
            case BEFORE_ASKED -> true;
            case WHILE_ASKED -> said.awaitAsked(PATIENCE_SECONDS, TimeUnit.SECONDS);
            case BEFORE_COMMIT, BEFORE_SEND -> said.awaitThought(PATIENCE_SECONDS, TimeUnit.SECONDS);
            case ON_THE_WIRE, BEFORE_SETTLED, BETWEEN_PARTS, WHILE_UNKNOWN ->
                said.awaitAnswer(PATIENCE_SECONDS, TimeUnit.SECONDS);
            case ANY -> true;
        };
        switch (this) {
            case BEFORE_ASKED -> rest(Duration.ZERO, QUIET);
            case WHILE_ASKED -> rest(Duration.ZERO, THOUGHT);
            case BEFORE_COMMIT -> rest(Duration.ZERO, STRETCH.dividedBy(2));
            case BEFORE_SEND -> rest(STRETCH, STRETCH);
            case ON_THE_WIRE -> rest(Duration.ZERO, WIRE.dividedBy(2));
            case BEFORE_SETTLED -> rest(WIRE, STRETCH);
            case BETWEEN_PARTS -> rest(WIRE, STRETCH.multipliedBy(2));
            case WHILE_UNKNOWN -> rest(STRETCH, Duration.ofMillis(1_200));
            case ANY -> rest(Duration.ZERO, Duration.ofMillis(800));
        }
        return came;
    }

    /** Where a takeover fell, by what the outside saw of the answer. */
    static Landing of(Takeover takeover, List<Send> heard) {
        Said said = takeover.said();
        if (said.askedAt() == 0 || said.askedAt() > takeover.calledAt()) {
            return BEFORE_ASKED;
        }
        if (said.thoughtAt() == 0 || said.thoughtAt() > takeover.calledAt()) {
            return WHILE_ASKED;
        }
        if (heard.isEmpty()) {
            return BEFORE_COMMIT;
        }
        long since = takeover.calledAt() - heard.getFirst().arrivedAt();
        if (since < 0) {
            return BEFORE_SEND;
        }
        if (takeover.aim() == WHILE_UNKNOWN) {
            return heard.size() == 1 ? WHILE_UNKNOWN : ANY;
        }
        if (since < WIRE.toNanos()) {
            return ON_THE_WIRE;
        }
        if (takeover.aim() == BETWEEN_PARTS && heard.size() == 1) {
            return BETWEEN_PARTS;
        }
        return since < WIRE.plus(STRETCH).toNanos() ? BEFORE_SETTLED : ANY;
    }

    private static void rest(Duration least, Duration more) throws InterruptedException {
        Thread.sleep(least.plusNanos(ThreadLocalRandom.current().nextLong(more.toNanos())));
    }
}
