package dev.relaydesk.ticket;

import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.settings.CommandSettings;
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
     */
    public static Report withoutService(Clock clock) {
        SmallRyeConfig settings =
                CommandSettings.settings().withMapping(GatewayConfig.class).build();
        boolean played = settings.getOptionalValue("relaydesk.whatsapp.access-token", String.class)
                .isEmpty();
        return of(settings.getConfigMapping(GatewayConfig.class), played, clock);
    }

    static Report of(GatewayConfig config, boolean customersArePlayed, Clock clock) {
        String chosen = Gateways.chosen(config.gateway(), customersArePlayed);
        List<String> faults = Gateways.faults(chosen, config);
        if (!faults.isEmpty()) {
            return Report.ofFaults(faults);
        }
        var report = new Report();
        Gateways.open(chosen, config, clock)
                .map(gateway -> {
                    try (gateway) {
                        return gateway.examine();
                    }
                })
                .orElseGet(() -> List.of(
                        chosen.equals(Gateways.SIMULATOR)
                                ? Finding.notChecked("no ticket system is set", "a desk is played")
                                : Finding.ok("tickets live in Relaydesk alone (gateway " + chosen + ")")))
                .forEach(report::add);
        return report;
    }
}
