package dev.relaydesk.delivery;

import java.time.Duration;

/** At most {@code burst} at once, then one each {@code interval}; an interval of zero means no limit. */
public record SendPace(Duration interval, int burst) {

    public static final SendPace UNLIMITED = new SendPace(Duration.ZERO, 1);

    public boolean isUnlimited() {
        return interval.isZero();
    }
}
