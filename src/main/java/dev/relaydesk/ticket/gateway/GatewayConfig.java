package dev.relaydesk.ticket.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The ticket system of this installation. */
@ConfigMapping(prefix = "relaydesk.ticket")
public interface GatewayConfig {

    /**
     * {@code internal}, {@code simulator}, {@code redmine}, {@code zammad}, {@code zendesk} or {@code webhook}. When it is not
     * set, {@link Gateways#chosen} decides.
     */
    Optional<String> gateway();

    Optional<String> url();

    Optional<String> token();

    /** Where tickets are filed: Redmine's project, Zammad's group, Zendesk's group id. */
    Optional<String> project();

    /** Our reference stands in it: Redmine's custom field id, Zammad's attribute name. */
    Optional<String> field();

    /** Of the user whose token it is; Zendesk signs in with it, Zammad files tickets for it. */
    Optional<String> email();

    /** Signs webhooks that come from the ticket system, and with {@code webhook} also what we send. */
    Optional<String> secret();

    /** What the system's own words mean: {@code Gelöst = solved, Rückfrage = waiting}. */
    Optional<String> statusNames();

    @WithDefault("3s")
    Duration connectTimeout();

    /** One call from beginning to end; filing a ticket takes up to three. */
    @WithDefault("10s")
    Duration timeout();
}
