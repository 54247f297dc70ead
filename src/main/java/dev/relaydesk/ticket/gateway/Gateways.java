package dev.relaydesk.ticket.gateway;

import dev.relaydesk.platform.settings.StartRefused;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens the gateway that the settings ask for. */
public final class Gateways {

    public static final String INTERNAL = "internal";
    public static final String SIMULATOR = "simulator";

    /** Which settings each of them cannot do without. */
    private static final Map<String, Set<String>> NEEDED = Map.of(
            INTERNAL,
            Set.of(),
            SIMULATOR,
            Set.of(),
            "redmine",
            Set.of("url", "token", "project", "field"),
            "zammad",
            Set.of("url", "token", "project", "field", "email"),
            "zendesk",
            Set.of("url", "token", "email"),
            "webhook",
            Set.of("url", "secret"));

    private Gateways() {}

    /**
     * Which one it is. Without a word of the operator a ticket system is played as long as the customers are: an agent who
     * looks at a played desk helps nobody who is real.
     */
    public static String chosen(Optional<String> gateway, boolean customersArePlayed) {
        return gateway.map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElse(customersArePlayed ? SIMULATOR : INTERNAL);
    }

    /** One sentence for each setting that is missing or wrong; empty when all is well. */
    public static List<String> faults(String gateway, GatewayConfig config) {
        List<String> faults = new ArrayList<>();
        Set<String> needed = NEEDED.get(gateway);
        if (needed == null) {
            return List.of("RELAYDESK_TICKET_GATEWAY must be one of internal, simulator, redmine, zammad, zendesk,"
                    + " webhook, not '" + gateway + "'");
        }
        Map<String, Optional<String>> given = Map.of(
                "url", config.url(),
                "token", config.token(),
                "project", config.project(),
                "field", config.field(),
                "email", config.email(),
                "secret", config.secret());
        needed.stream()
                .sorted()
                .filter(name -> given.getOrDefault(name, Optional.empty())
                        .filter(value -> !value.isBlank())
                        .isEmpty())
                .forEach(name -> faults.add("RELAYDESK_TICKET_" + name.toUpperCase(Locale.ROOT)
                        + " is missing, the gateway " + gateway + " needs it"));
        config.url()
                .filter(url -> !isAddress(url))
                .ifPresent(url -> faults.add(
                        "RELAYDESK_TICKET_URL must be an http or https URL without a query, not '" + url + "'"));
        if (gateway.equals("redmine")
                && config.field()
                        .filter(id -> !id.strip().matches("[0-9]{1,9}"))
                        .isPresent()) {
            faults.add("RELAYDESK_TICKET_FIELD must be the number of Redmine's custom field");
        }
        if (gateway.equals("zammad")
                && config.field()
                        .filter(id -> !id.strip().matches("[a-z0-9_]{1,100}"))
                        .isPresent()) {
            faults.add("RELAYDESK_TICKET_FIELD must be the name of Zammad's ticket attribute");
        }
        if (gateway.equals("zendesk")
                && config.project()
                        .filter(id -> !id.strip().matches("[0-9]{1,18}"))
                        .isPresent()) {
            faults.add("RELAYDESK_TICKET_PROJECT must be the number of Zendesk's group, or be left out");
        }
        if (config.gateway().isEmpty()
                && (config.url().isPresent() || config.token().isPresent())) {
            faults.add("RELAYDESK_TICKET_GATEWAY is missing: it says what kind of system RELAYDESK_TICKET_URL is");
        }
        if (!config.timeout().isPositive() || !config.connectTimeout().isPositive()) {
            faults.add("RELAYDESK_TICKET_TIMEOUT and _CONNECT_TIMEOUT must be longer than zero");
        }
        try {
            new StatusNames(Map.of(), config.statusNames().orElse(""));
        } catch (IllegalArgumentException e) {
            faults.add("RELAYDESK_TICKET_STATUS_NAMES has to be like 'Done = solved', which this is not: "
                    + e.getMessage());
        }
        return faults;
    }

    /**
     * The gateway; empty when tickets live here alone, and for the simulator, which {@link #webhook} opens.
     *
     * @throws StartRefused listing all that is wrong with the settings
     */
    public static Optional<TicketGateway> open(String gateway, GatewayConfig config, Clock clock) {
        List<String> faults = faults(gateway, config);
        if (!faults.isEmpty()) {
            throw new StartRefused(faults);
        }
        GatewaySettings settings = new GatewaySettings(
                stripped(config.url()).replaceAll("/+$", ""),
                stripped(config.token()),
                stripped(config.project()),
                stripped(config.field()),
                stripped(config.email()),
                stripped(config.secret()),
                config.statusNames().orElse(""),
                config.connectTimeout(),
                config.timeout());
        return switch (gateway) {
            case "redmine" -> Optional.of(new Redmine(settings));
            case "zammad" -> Optional.of(new Zammad(settings));
            case "zendesk" -> Optional.of(new Zendesk(settings));
            case "webhook" -> Optional.of(new SignedWebhook(settings, clock));
            default -> Optional.empty();
        };
    }

    /** A gateway to whoever speaks the protocol of the signed webhook there. */
    public static TicketGateway webhook(URI base, String secret, GatewayConfig config, Clock clock) {
        return new SignedWebhook(
                new GatewaySettings(
                        base.toString(), "", "", "", "", secret, "", config.connectTimeout(), config.timeout()),
                clock);
    }

    private static boolean isAddress(String text) {
        try {
            URI url = URI.create(text.strip());
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawQuery() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String stripped(Optional<String> value) {
        return value.orElse("").strip();
    }
}
