package dev.relaydesk.delivery;

import java.time.Duration;

/** At most {@code burst} at once, then one each {@code interval}; an interval of zero means no limit. */
public record SendPace(Duration interval, int burst) {

    public static final SendPace UNLIMITED = new SendPace(Duration.ZERO, 1);

    long intervalMicros() {
        return interval.toNanos() / 1000;
    }

    /** How far the theoretical arrival time may lie ahead, so that a burst passes. */
    long toleranceMicros() {
        return intervalMicros() * (burst - 1);
    }

    public boolean isUnlimited() {
        return interval.isZero();
    }
}
