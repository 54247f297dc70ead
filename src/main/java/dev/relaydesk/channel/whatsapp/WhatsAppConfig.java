package dev.relaydesk.channel.whatsapp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The WhatsApp Cloud API account and how we treat it. Phone number id, access token, app secret and verify token belong
 * together: all of them, or none and only the simulator is there.
 */
@ConfigMapping(prefix = "relaydesk.whatsapp")
interface WhatsAppConfig {

    Optional<String> phoneNumberId();

    Optional<String> accessToken();

    /** Signs every webhook; from the app's dashboard. */
    Optional<String> appSecret();

    /** Still accepted while the secret is being changed. */
    Optional<String> appSecretPrevious();

    /** Chosen by us and typed into the app's dashboard; Meta shows it once, when the webhook is set up. */
    Optional<String> verifyToken();

    @WithDefault("https://graph.facebook.com")
    URI apiUrl();

    @WithDefault("v25.0")
    String apiVersion();

    /** Meta's limit for one person: one message in this time once the burst is used up; 0 switches it off. */
    @WithDefault("6s")
    Duration pairInterval();

    /** Meta allows 45 in 6 s but takes them from the future; ten keeps clear of that. */
    @WithDefault("10")
    int pairBurst();

    /** Meta's limit for one business number; 0 switches it off. */
    @WithDefault("80")
    int numberPerSecond();

    /** One send from beginning to end. Below 9 s, because the delivery worker's claim ends after ten. */
    @WithDefault("8s")
    Duration sendTimeout();

    @WithDefault("3s")
    Duration connectTimeout();

    /** Whether a message that is being answered is marked as read and shown "typing". */
    @WithDefault("true")
    boolean typing();

    /** How long after the customer's last message free text may be sent; Meta's rule, error 131047 beyond it. */
    @WithDefault("24h")
    Duration customerServiceWindow();

    /** Taken off the window, for clocks that differ and messages on their way. */
    @WithDefault("5m")
    Duration windowMargin();

    @WithDefault("links")
    Citations citations();

    /** What becomes of the markers {@code [1]} in an answer. */
    enum Citations {
        /** A numbered list of addresses at the end. */
        LINKS,
        /** Taken out. */
        STRIP
    }
}
