package dev.relaydesk.handoff.slack;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings for tests: everything as in the documentation, except what a test changes. */
record SlackTestSettings(
        Optional<String> botToken,
        Optional<String> signingSecret,
        Optional<String> signingSecretPrevious,
        Optional<String> channel,
        Optional<List<String>> channels)
        implements SlackConfig {

    static final SlackTestSettings NONE = new SlackTestSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public Optional<String> appId() {
        return Optional.of("A1");
    }

    @Override
    public Optional<String> teamId() {
        return Optional.of("T1");
    }

    @Override
    public URI apiUrl() {
        return URI.create("https://slack.com/api");
    }

    @Override
    public String notePrefix() {
        return "!";
    }

    @Override
    public Duration sendTimeout() {
        return Duration.ofSeconds(8);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(3);
    }
}
