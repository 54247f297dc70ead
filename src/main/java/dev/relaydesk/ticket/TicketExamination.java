package dev.relaydesk.ticket;

import dev.relaydesk.platform.settings.CommandSettings;
import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.ticket.gateway.Finding;
import dev.relaydesk.ticket.gateway.GatewayConfig;
import dev.relaydesk.ticket.gateway.Gateways;
import io.smallrye.config.SmallRyeConfig;
import java.time.Clock;
import java.util.List;

/** Looks whether the ticket system can be reached and lets us do what we have to. */
public final class TicketExamination {

    private TicketExamination() {}

    /**
     * For whoever does not start the service. Leaves nothing behind in the ticket system.
     *
     * @param clock for signatures
     * @throws StartRefused when the settings would stop a start
     */
    public static List<Finding> withoutService(Clock clock) {
        SmallRyeConfig settings =
                CommandSettings.settings().withMapping(GatewayConfig.class).build();
        GatewayConfig config = settings.getConfigMapping(GatewayConfig.class);
        String chosen = Gateways.chosen(
                config.gateway(),
                settings.getOptionalValue("relaydesk.whatsapp.access-token", String.class)
                        .isEmpty());
        return Gateways.open(chosen, config, clock)
                .map(gateway -> {
                    try (gateway) {
                        return gateway.examine();
                    }
                })
                .orElseGet(() ->
                        List.of(new Finding(true, "tickets live in Relaydesk alone (gateway " + chosen + ")", "")));
    }
}
