package dev.relaydesk.ticket;

import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.ticket.gateway.GatewayConfig;
import dev.relaydesk.ticket.gateway.Gateways;
import dev.relaydesk.ticket.gateway.TicketGateway;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The ticket system of this installation: the configured one, the simulator, or none. */
@Singleton
class TicketDesk {

    private static final Logger LOG = Logger.getLogger(TicketDesk.class);

    private final String name;
    private final @Nullable TicketGateway gateway;

    TicketDesk(
            GatewayConfig config,
            TicketTiming timing,
            SimulatedDesk simulated,
            Clock clock,
            @ConfigProperty(name = "relaydesk.whatsapp.access-token") Optional<String> realCustomers) {
        if (!Stream.of(timing.claim(), timing.certainAfter(), timing.patience(), timing.pause(), timing.poll())
                        .allMatch(Duration::isPositive)
                || timing.attempts() < 1
                || timing.concurrency() < 1) {
            throw new StartRefused("The settings RELAYDESK_TICKET_RUN_* must all be above zero");
        }
        this.name = Gateways.chosen(config.gateway(), realCustomers.isEmpty());
        this.gateway = Gateways.open(name, config, clock)
                .or(() -> isSimulated() ? Optional.of(simulated.gateway()) : Optional.empty())
                .orElse(null);
    }

    /** Wrong settings are told at start, not at the first ticket. */
    void start(@Observes StartupEvent start) {
        LOG.debugf("Tickets are kept by the gateway %s", name);
    }

    /** As it stands in rows. */
    String name() {
        return name;
    }

    /** Empty when tickets live here alone. */
    Optional<TicketGateway> gateway() {
        return Optional.ofNullable(gateway);
    }

    boolean isSimulated() {
        return name.equals(Gateways.SIMULATOR);
    }

    @PreDestroy
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
