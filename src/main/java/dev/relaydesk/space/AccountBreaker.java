package dev.relaydesk.space;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Leaves an account alone for a while when too many of its last calls failed. */
final class AccountBreaker {

    /** For the callers that come while the probes are out. */
    private static final Duration PROBING = Duration.ofSeconds(1);

    private final TypedGuard<Heard> guard;
    private final Duration openFor;
    private final Clock clock;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile Instant openUntil = Instant.MIN;

    AccountBreaker(SpaceConfig.Breaker config, Clock clock) {
        this.clock = clock;
        openFor = config.openFor();
        guard = TypedGuard.create(Heard.class)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.window())
                .failureRatio(config.failureRatio())
                .delay(openFor.toMillis(), ChronoUnit.MILLIS)
                .successThreshold(config.probes())
                .failOn(Failed.class)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    private void changed(CircuitBreakerState now) {
        if (now == CircuitBreakerState.OPEN) {
            openUntil = clock.instant().plus(openFor);
        }
        state = now;
    }

    boolean open() {
        return state != CircuitBreakerState.CLOSED;
    }

    /** Zero when a call has a chance, else how long to wait. */
    Duration wait(Instant now) {
        Duration left = Duration.between(now, openUntil);
        return state == CircuitBreakerState.OPEN && left.isPositive() ? left : Duration.ZERO;
    }

    /** The call's outcome, or a deferral without a call. */
    Heard call(Supplier<Heard> wire) {
        Callable<Heard> counted = () -> {
            Heard heard = wire.get();
            if (counts(heard.answer())) {
                throw new Failed(heard);
            }
            return heard;
        };
        try {
            return guard.call(counted);
        } catch (Failed e) {
            return e.heard;
        } catch (CircuitBreakerOpenException e) {
            Duration left = wait(clock.instant());
            return Heard.of(new SpaceFailure.Deferred("the account's breaker is open", left.isZero() ? PROBING : left));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A question that was wrong in itself says nothing about the account. */
    private static boolean counts(SpaceAnswer answer) {
        return switch (answer) {
            case Reply _, SpaceFailure.Permanent _, SpaceFailure.Deferred _ -> false;
            case SpaceFailure.Retryable _,
                    SpaceFailure.Throttled _,
                    SpaceFailure.SessionRefused _,
                    SpaceFailure.Incomplete _ -> true;
        };
    }

    /** Carries a failure through the guard, which only counts exceptions. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Heard heard;

        Failed(Heard heard) {
            super(null, null, false, false);
            this.heard = heard;
        }
    }
}
