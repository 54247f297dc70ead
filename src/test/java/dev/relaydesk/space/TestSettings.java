package dev.relaydesk.space;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the Space, short enough for tests. */
record TestSettings(
        Optional<URI> baseUrl,
        Optional<String> accountName,
        String mode,
        List<String> sources,
        int concurrency,
        Duration readTimeout,
        Duration idleTimeout,
        Breaker breaker)
        implements SpaceConfig {

    static TestSettings at(URI base) {
        return new TestSettings(
                Optional.of(base),
                Optional.of("simulator"),
                "auto",
                List.of("web"),
                8,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                new QuickBreaker(1000));
    }

    TestSettings withMode(String value) {
        return new TestSettings(baseUrl, accountName, value, sources, concurrency, readTimeout, idleTimeout, breaker);
    }

    TestSettings withSources(String... values) {
        return new TestSettings(
                baseUrl, accountName, mode, List.of(values), concurrency, readTimeout, idleTimeout, breaker);
    }

    TestSettings withoutAccount() {
        return new TestSettings(
                baseUrl, Optional.empty(), mode, sources, concurrency, readTimeout, idleTimeout, breaker);
    }

    TestSettings withConcurrency(int places) {
        return new TestSettings(baseUrl, accountName, mode, sources, places, readTimeout, idleTimeout, breaker);
    }

    TestSettings withPatience(Duration read, Duration idle) {
        return new TestSettings(baseUrl, accountName, mode, sources, concurrency, read, idle, breaker);
    }

    TestSettings withBreakerWindow(int window) {
        return new TestSettings(
                baseUrl, accountName, mode, sources, concurrency, readTimeout, idleTimeout, new QuickBreaker(window));
    }

    @Override
    public Optional<String> collectionUuid() {
        return Optional.empty();
    }

    @Override
    public String language() {
        return "en-US";
    }

    @Override
    public boolean streaming() {
        return false;
    }

    @Override
    public Duration concurrencyWait() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration streamTimeout() {
        return readTimeout;
    }

    @Override
    public int maxUrlBytes() {
        return 65536;
    }

    @Override
    public Duration sessionPause() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration sessionTestInterval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Simulator simulator() {
        return () -> Duration.ZERO;
    }

    record QuickBreaker(int window) implements Breaker {

        @Override
        public double failureRatio() {
            return 0.5;
        }

        @Override
        public Duration openFor() {
            return Duration.ofMillis(300);
        }

        @Override
        public int probes() {
            return 1;
        }
    }
}
