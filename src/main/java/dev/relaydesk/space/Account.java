package dev.relaydesk.space;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One Perplexity account: how many ask at once, whether it is left alone, and whether its session still holds. */
final class Account {

    private static final Logger LOG = Logger.getLogger(Account.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String name;
    private final SpaceConfig config;
    private final Clock clock;
    private final Supplier<WrapperClient.Session> test;
    private final AccountBreaker breaker;
    private final Semaphore places;
    private final ReentrantLock testing = new ReentrantLock();
    private volatile Instant pausedUntil = Instant.MIN;
    private Instant passedAt = Instant.EPOCH;

    Account(String name, SpaceConfig config, Clock clock, Supplier<WrapperClient.Session> test) {
        this.name = name;
        this.config = config;
        this.clock = clock;
        this.test = test;
        breaker = new AccountBreaker(config.breaker(), clock);
        places = new Semaphore(config.concurrency() == 0 ? Integer.MAX_VALUE : config.concurrency(), true);
    }

    boolean paused() {
        return pausedUntil.isAfter(clock.instant());
    }

    boolean breakerOpen() {
        return breaker.open();
    }

    /** Makes the call if the account may be asked now, and looks behind an outcome that smells of a dead session. */
    SpaceAnswer ask(Supplier<Duration> budget, Supplier<Heard> wire) {
        Instant now = clock.instant();
        if (pausedUntil.isAfter(now)) {
            return new SpaceFailure.Deferred(
                    "the account's session is refused; staff must renew its cookies",
                    Duration.between(now, pausedUntil));
        }
        Duration open = breaker.wait(now);
        if (!open.isZero()) {
            return new SpaceFailure.Deferred("the account's breaker is open", open);
        }
        if (!entered()) {
            return new SpaceFailure.Deferred("all %d places are taken".formatted(config.concurrency()), SOON);
        }
        try {
            Duration wait = budget.get();
            if (!wait.isZero()) {
                return new SpaceFailure.Deferred("the account's calls of this minute are used up", wait);
            }
            Heard heard = breaker.call(wire);
            return heard.sessionSuspect() ? questioned(heard.answer()) : heard.answer();
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(config.concurrencyWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One test at a time; those who waited for it share its outcome. */
    private SpaceAnswer questioned(SpaceAnswer suspect) {
        testing.lock();
        try {
            Instant now = clock.instant();
            if (pausedUntil.isAfter(now)) {
                return refused(suspect, Duration.between(now, pausedUntil));
            }
            if (passedAt.plus(config.sessionTestInterval()).isAfter(now)) {
                return suspect;
            }
            return switch (test.get()) {
                case VALID -> {
                    passedAt = clock.instant();
                    yield suspect;
                }
                case UNKNOWN -> suspect;
                case REFUSED -> {
                    pausedUntil = clock.instant().plus(config.sessionPause());
                    LOG.errorf(
                            "Perplexity refuses the session of Space account '%s'. Staff must sign in to Perplexity and"
                                    + " give the wrapper fresh cookies (POST /api/account/update/%s). Paused for %d s.",
                            name, name, config.sessionPause().toSeconds());
                    yield refused(suspect, config.sessionPause());
                }
            };
        } finally {
            testing.unlock();
        }
    }

    private static SpaceAnswer refused(SpaceAnswer suspect, Duration pause) {
        return new SpaceFailure.SessionRefused("Perplexity refuses the account's session", pause, suspect.raw());
    }
}
