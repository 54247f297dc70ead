package dev.relaydesk.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How jobs are taken, repeated and given up. */
@ConfigMapping(prefix = "relaydesk.job")
interface JobConfig {

    /** A worker that has not renewed its lease for this long is taken for dead. */
    @WithDefault("30s")
    Duration lease();

    /** Pauses before a failed step is repeated; each is drawn at random between half of it and all of it. */
    @WithDefault("5s,30s,2m,10m")
    List<Duration> backoff();

    /** So many claims without a step that came to its end, and a job has failed. */
    @WithDefault("5")
    int maxAttempts();
}
