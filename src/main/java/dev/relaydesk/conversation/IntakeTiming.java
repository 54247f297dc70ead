package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When a message is answered: after a short quiet, if it is not too old. */
@ApplicationScoped
class IntakeTiming {

    private final Duration quietWindow;
    private final Duration quietWindowMax;
    private final Duration staleAfter;

    IntakeTiming(
            @ConfigProperty(name = "relaydesk.turn.quiet-window", defaultValue = "1500ms") Duration quietWindow,
            @ConfigProperty(name = "relaydesk.turn.quiet-window-max", defaultValue = "4s") Duration quietWindowMax,
            @ConfigProperty(name = "relaydesk.turn.stale-after", defaultValue = "24h") Duration staleAfter) {
        this.quietWindow = quietWindow;
        this.quietWindowMax = quietWindowMax;
        this.staleAfter = staleAfter;
    }

    /** How long a customer must be quiet before a turn starts; messages within it are answered together. */
    Duration quietWindow() {
        return quietWindow;
    }

    /** How long a customer who does not stop writing waits at most. */
    Duration quietWindowMax() {
        return quietWindowMax;
    }

    /** Messages older than this are stored and not answered: an answer to a three-day-old hello is a fault. */
    Duration staleAfter() {
        return staleAfter;
    }
}
