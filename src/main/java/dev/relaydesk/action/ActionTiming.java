package dev.relaydesk.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is done outside may take, and how often it is tried. */
@ConfigMapping(prefix = "relaydesk.action-run")
interface ActionTiming {

    /** How long one attempt may take before it counts as unclear. Longer than any endpoint's own time limits together. */
    @WithDefault("90s")
    Duration claim();

    /** When a look-up that finds nothing may be believed: the other side's own time limit is surely past. */
    @WithDefault("60s")
    Duration certainAfter();

    /** Between look-ups, and the longest first pause before another attempt; doubled for each, at random within. */
    @WithDefault("5s")
    Duration pause();

    /** Attempts at most. */
    @WithDefault("5")
    int attempts();

    /** How many are on the wire at once from this process. */
    @WithDefault("16")
    int concurrency();
}
