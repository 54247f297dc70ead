package dev.relaydesk.research.engine.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Perplexity's official API. */
@ConfigMapping(prefix = "relaydesk.perplexity")
public interface PerplexityConfig {

    /** Absent: a simulator plays it where the Space is played too, and otherwise there is no such engine. */
    Optional<String> apiKey();

    @WithDefault("https://api.perplexity.ai")
    URI baseUrl();

    /** What a run of the Agent API may use: {@code fast}, {@code low}, {@code medium}, {@code high} or {@code xhigh}. */
    @WithDefault("medium")
    String preset();

    /** Form of the older asynchronous calls: {@code wrapped} or {@code bare}. */
    @WithDefault("wrapped")
    String asyncForm();

    @WithDefault("sonar-deep-research")
    String asyncModel();

    @WithDefault("5s")
    Duration connectTimeout();

    /** One call from beginning to end. Below a minute, because a submit that was begun so long ago counts as lost. */
    @WithDefault("30s")
    Duration callTimeout();

    Simulator simulator();

    /** The simulator's manners. */
    interface Simulator {

        /** From a submit to its report. */
        @WithDefault("35s")
        Duration duration();
    }
}
