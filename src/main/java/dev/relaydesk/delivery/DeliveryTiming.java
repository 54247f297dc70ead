package dev.relaydesk.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the outbox waits for what. */
@ConfigMapping(prefix = "relaydesk.delivery")
interface DeliveryTiming {

    /** How long one attempt may take before it counts as unknown. Longer than any sender's own time limit. */
    @WithDefault("10s")
    Duration claim();

    /** How long to wait for a receipt that tells what became of an unknown attempt. */
    @WithDefault("20s")
    Duration evidenceWait();

    /** How long to wait at most while the provider's receipts have stopped altogether. */
    @WithDefault("5m")
    Duration evidenceWaitMax();

    /** Attempts that were certainly not accepted before the message is given up. */
    @WithDefault("8")
    int maxAttempts();

    /** How many messages are on the wire at once from this process. */
    @WithDefault("64")
    int concurrency();
}
