package dev.relaydesk.channel.whatsapp;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings for tests: everything as in the documentation, except what a test changes. */
record WhatsAppSettings(
        Optional<String> phoneNumberId,
        Optional<String> accessToken,
        Optional<String> appSecret,
        Optional<String> appSecretPrevious,
        Optional<String> verifyToken,
        URI apiUrl,
        Duration sendTimeout)
        implements WhatsAppConfig {

    static WhatsAppSettings of(String phoneNumberId, String accessToken, String appSecret, String verifyToken) {
        return new WhatsAppSettings(
                Optional.of(phoneNumberId),
                Optional.of(accessToken),
                Optional.of(appSecret),
                Optional.empty(),
                Optional.of(verifyToken),
                URI.create("http://127.0.0.1:1"),
                Duration.ofSeconds(8));
    }

    @Override
    public String apiVersion() {
        return "v25.0";
    }

    @Override
    public Duration pairInterval() {
        return Duration.ofSeconds(6);
    }

    @Override
    public int pairBurst() {
        return 10;
    }

    @Override
    public int numberPerSecond() {
        return 80;
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean typing() {
        return true;
    }

    @Override
    public Duration customerServiceWindow() {
        return Duration.ofHours(24);
    }

    @Override
    public Duration windowMargin() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Citations citations() {
        return Citations.LINKS;
    }
}
