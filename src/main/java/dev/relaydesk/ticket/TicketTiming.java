package dev.relaydesk.ticket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is told to the ticket system may take, how often it is tried, and how often its status is read. */
@ConfigMapping(prefix = "relaydesk.ticket-run")
interface TicketTiming {

    /** How long one attempt may take before it counts as unclear. Longer than all its calls together. */
    @WithDefault("120s")
    Duration claim();

    /** When a look-up that finds nothing may be believed: the other side's own time limit is surely past. */
    @WithDefault("60s")
    Duration certainAfter();

    /** How long it may stay unclear before a person finds out. */
    @WithDefault("15m")
    Duration patience();

    /** Between look-ups, and the longest first pause before another attempt; doubled for each, at random within. */
    @WithDefault("15s")
    Duration pause();

    /** Refusals at most before staff are called. */
    @WithDefault("5")
    int attempts();

    /** How many calls are under way at once from this process. */
    @WithDefault("4")
    int concurrency();

    /** How often the status of a ticket is read when no webhook tells of it. */
    @WithDefault("5m")
    Duration poll();
}
