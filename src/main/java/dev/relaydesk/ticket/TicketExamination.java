package dev.relaydesk.ticket;

import dev.relaydesk.platform.settings.CommandSettings;
import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.ticket.gateway.Finding;
import dev.relaydesk.ticket.gateway.GatewayConfig;
import dev.relaydesk.ticket.gateway.Gateways;
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
        GatewayConfig config = CommandSettings.settings()
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);
        return Gateways.open(config, clock)
                .map(gateway -> {
                    try (gateway) {
                        return gateway.examine();
                    }
                })
                .orElseGet(() -> List.of(
                        new Finding(true, "tickets live in Relaydesk alone (gateway " + config.gateway() + ")", "")));
    }
}
