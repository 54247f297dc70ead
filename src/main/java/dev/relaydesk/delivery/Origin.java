package dev.relaydesk.delivery;

import java.util.Locale;

/** Who speaks. What a bot says is sent only while the bot may speak; the others are not silenced by a takeover. */
public enum Origin {
    BOT,
    AGENT,
    SYSTEM;

    static Origin of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
