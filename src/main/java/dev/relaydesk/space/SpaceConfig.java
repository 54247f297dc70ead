package dev.relaydesk.space;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the wrapper is, which Space is asked when a channel names none, and how long we wait. */
@ConfigMapping(prefix = "relaydesk.space")
interface SpaceConfig {

    /** The wrapper. Absent: the simulator is started and asked. */
    Optional<URI> baseUrl();

    /** The wrapper's name for the Perplexity account; required together with {@link #baseUrl()}. */
    Optional<String> accountName();

    Optional<String> collectionUuid();

    /** {@code auto}, {@code pro}, {@code reasoning} or {@code deep research}; the wrapper fails with any other. */
    @WithDefault("auto")
    String mode();

    @WithDefault("web")
    List<String> sources();

    @WithDefault("en-US")
    String language();

    /** Whether turns use {@code query_async} instead of {@code query_sync}. */
    @WithDefault("false")
    boolean streaming();

    /** Calls at once for each account; 0 means as many as come. */
    @WithDefault("8")
    int concurrency();

    /** How long a call waits for one of these places before it is deferred. */
    @WithDefault("5s")
    Duration concurrencyWait();

    @WithDefault("5s")
    Duration connectTimeout();

    /** For a whole reply of {@code query_sync}. Real Space answers took up to 94 s. */
    @WithDefault("150s")
    Duration readTimeout();

    /** Longest silence within a stream; the wrapper swallows its upstream's pings. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** For a whole stream, however lively it is. */
    @WithDefault("10m")
    Duration streamTimeout();

    /** Longest request line; the prompt travels in the URL and the bare wrapper resets the connection at 200 KB. */
    @WithDefault("65536")
    int maxUrlBytes();

    /** How long an account rests after Perplexity refused its session. */
    @WithDefault("60s")
    Duration sessionPause();

    /** An account is not tested again within this time after it passed a test. */
    @WithDefault("10s")
    Duration sessionTestInterval();

    Breaker breaker();

    Simulator simulator();

    /** When to leave an account alone for a while. */
    interface Breaker {

        /** How many of the last calls are looked at. */
        @WithDefault("20")
        int window();

        /** The share of them that must have failed. */
        @WithDefault("0.5")
        double failureRatio();

        @WithDefault("10s")
        Duration openFor();

        /** Good calls in a row that close it again. */
        @WithDefault("3")
        int probes();
    }

    /** The simulator's manners. */
    interface Simulator {

        /** Between two words of a streamed answer. */
        @WithDefault("30ms")
        Duration wordPause();
    }
}
