package dev.relaydesk.space.simulator;

import java.time.Clock;
import java.time.Instant;

/** Whether Perplexity accepts the account's cookies. */
final class Sessions {

    private final SpaceSimulator.Options options;
    private final Clock clock;
    private volatile Instant refusedUntil = Instant.MIN;

    Sessions(SpaceSimulator.Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    boolean known(String account) {
        return options.account().equals(account);
    }

    boolean refused() {
        return clock.instant().isBefore(refusedUntil);
    }

    void expire() {
        refusedUntil = clock.instant().plus(options.refusedFor());
    }

    void renew() {
        refusedUntil = Instant.MIN;
    }
}
