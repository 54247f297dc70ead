package dev.relaydesk.space;

import dev.relaydesk.platform.limit.LimitConfig;
import dev.relaydesk.platform.limit.RateLimits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How often an account may be asked, over all replicas. */
@Singleton
class SpaceBudget {

    private final int perMinute;
    private final Taking taking;

    @Inject
    SpaceBudget(LimitConfig limits, RateLimits rates) {
        this(limits.spacePerMinute(), rates::take);
    }

    SpaceBudget(int perMinute, Taking taking) {
        this.perMinute = perMinute;
        this.taking = taking;
    }

    /** Takes a token, as {@link RateLimits#take} does. */
    @FunctionalInterface
    interface Taking {
        Duration take(String key, Duration interval, int burst);
    }

    /** Zero when the account may be asked now, else how long to wait. A sixth of a minute's calls may come at once. */
    Duration take(String account) {
        return perMinute == 0
                ? Duration.ZERO
                : taking.take(
                        "space:" + account, Duration.ofMinutes(1).dividedBy(perMinute), Math.max(1, perMinute / 6));
    }
}
