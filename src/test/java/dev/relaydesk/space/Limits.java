package dev.relaydesk.space;

import dev.relaydesk.platform.limit.LimitConfig;

record Limits(int spacePerMinute, int customerPerMinute) implements LimitConfig {

    static Limits of(int spacePerMinute) {
        return new Limits(spacePerMinute, 0);
    }
}
