package dev.relaydesk.research.engine.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings for tests: everything as in the documentation, except what a test changes. */
public record TestConfig(Optional<String> apiKey, URI baseUrl, String preset, String asyncForm, Duration callTimeout)
        implements PerplexityConfig, PollConfig {

    public static TestConfig at(URI base, String key) {
        return new TestConfig(Optional.of(key), base, "medium", "wrapped", Duration.ofSeconds(10));
    }

    public TestConfig withPreset(String word) {
        return new TestConfig(apiKey, baseUrl, word, asyncForm, callTimeout);
    }

    public TestConfig withAsyncForm(String form) {
        return new TestConfig(apiKey, baseUrl, preset, form, callTimeout);
    }

    @Override
    public String asyncModel() {
        return "sonar-deep-research";
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Simulator simulator() {
        return () -> Duration.ofSeconds(35);
    }

    @Override
    public Duration initial() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration max() {
        return Duration.ofSeconds(60);
    }
}
