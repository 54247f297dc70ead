package dev.relaydesk.research.engine.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run; what state it is in is a matter of the clock. */
final class SimulatedRun {

    enum State {
        QUEUED,
        IN_PROGRESS,
        REQUIRES_ACTION,
        COMPLETED,
        INCOMPLETE,
        FAILED,
        CANCELLED
    }

    /** Between the wish that a run end and its end. */
    private static final Duration STOPPING = Duration.ofSeconds(1);

    final String id;
    final String question;
    final String model;
    /** Whether it can be fetched at all. */
    final boolean stored;

    final Scenario scenario;
    final Instant created;
    private final Duration lasts;
    private final Clock clock;
    private volatile @Nullable Instant cancelled;

    SimulatedRun(String id, String question, String model, boolean stored, Duration lasts, Clock clock) {
        this.id = id;
        this.question = question;
        this.model = model;
        this.stored = stored;
        this.lasts = lasts;
        this.clock = clock;
        scenario = Scenario.in(question);
        created = clock.instant();
    }

    State state() {
        Instant now = clock.instant();
        Instant wish = cancelled;
        if (wish != null && !now.isBefore(wish.plus(STOPPING))) {
            return State.CANCELLED;
        }
        if (now.isBefore(started())) {
            return State.QUEUED;
        }
        if (scenario == Scenario.ACTION) {
            return State.REQUIRES_ACTION;
        }
        if (wish != null || scenario == Scenario.STUCK || now.isBefore(ended())) {
            return State.IN_PROGRESS;
        }
        return switch (scenario) {
            case FAILED -> State.FAILED;
            case INCOMPLETE -> State.INCOMPLETE;
            case CANCELLED -> State.CANCELLED;
            default -> State.COMPLETED;
        };
    }

    boolean isOpen() {
        return switch (state()) {
            case QUEUED, IN_PROGRESS, REQUIRES_ACTION -> true;
            case COMPLETED, INCOMPLETE, FAILED, CANCELLED -> false;
        };
    }

    Instant started() {
        return created.plus(lasts.dividedBy(10));
    }

    Instant ended() {
        return created.plus(lasts);
    }

    void cancel() {
        cancelled = clock.instant();
    }
}
