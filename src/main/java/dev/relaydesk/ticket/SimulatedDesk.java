package dev.relaydesk.ticket;

import dev.relaydesk.access.StaffStage;
import dev.relaydesk.ticket.gateway.GatewayConfig;
import dev.relaydesk.ticket.gateway.Gateways;
import dev.relaydesk.ticket.gateway.TicketGateway;
import dev.relaydesk.ticket.simulator.TicketSimulator;
import io.quarkus.vertx.http.HttpServer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A ticket system in this process, for who has none to try with. */
@Singleton
class SimulatedDesk implements StaffStage {

    private static final Logger LOG = Logger.getLogger(SimulatedDesk.class);

    private final GatewayConfig config;
    private final Instance<HttpServer> ownServer;
    private final Clock clock;
    private final Jdbi jdbi;
    private final String page;
    private final String secret;
    private @Nullable TicketSimulator simulator;

    SimulatedDesk(
            GatewayConfig config,
            Instance<HttpServer> ownServer,
            Jdbi jdbi,
            Clock clock,
            @ConfigProperty(name = "relaydesk.base-url") String baseUrl) {
        this.jdbi = jdbi;
        this.page = baseUrl.replaceAll("/+$", "") + DeskPage.PATH;
        this.config = config;
        this.ownServer = ownServer;
        this.clock = clock;
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.secret = config.secret().orElseGet(() -> HexFormat.of().formatHex(bytes));
    }

    /** Starts it when it is asked for. */
    synchronized TicketGateway gateway() {
        if (simulator == null) {
            simulator = TicketSimulator.start(secret, page, this::ownWebhook, jdbi, clock);
            LOG.warnf("Tickets go to the simulated ticket desk; its page is %s", page);
        }
        return Gateways.webhook(simulator.baseUrl(), secret, config, clock);
    }

    /** What there is to be seen; empty when tickets go elsewhere. */
    synchronized Optional<TicketSimulator> simulator() {
        return Optional.ofNullable(simulator);
    }

    @Override
    public Optional<Stage> played() {
        return simulator().map(_ -> new Stage("Ticket desk", DeskPage.PATH));
    }

    /** With what the simulator signs its webhooks. */
    String secret() {
        return secret;
    }

    /** Asked late, because a port of 0 is only known once the server listens. */
    private URI ownWebhook() {
        return URI.create("http://127.0.0.1:" + ownServer.get().getPort() + "/webhooks/tickets/simulator");
    }

    @PreDestroy
    synchronized void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
