package dev.relaydesk.playground;

import dev.relaydesk.platform.db.TimeOrderedId;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * With {@code -Drelaydesk.rehearsal=true} the process answers simulated customers for a while and stops. The launcher has the
 * JVM write down what it learnt (JEP 483, 515), so that later starts are fast and warm. Never with a real Space or number.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final int CUSTOMERS = 64;
    private static final int MESSAGES = 4_000;
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final Jdbi jdbi;
    private final FrontDoor door;
    private final Clock clock;
    private final HttpServer server;

    Rehearsal(Jdbi jdbi, FrontDoor door, Clock clock, HttpServer server) {
        this.jdbi = jdbi;
        this.door = door;
        this.clock = clock;
        this.server = server;
    }

    void begin(@ObservesAsync HttpServerStart event) {
        if (Boolean.getBoolean("relaydesk.rehearsal")) {
            Thread.ofVirtual().name("rehearsal").start(this::perform);
        }
    }

    private void perform() {
        try {
            SimulatedAccount account = SimulatedAccount.read(jdbi).orElseThrow();
            Instant end = clock.instant().plus(LONGEST);
            var together = new Semaphore(16);
            for (int i = 0; i < MESSAGES && clock.instant().isBefore(end); i++) {
                together.acquire();
                String customer = "15550199" + (100 + i % CUSTOMERS);
                var notification = Notification.of(
                        account,
                        customer,
                        "Rehearsal",
                        "wamid." + TimeOrderedId.next(),
                        Notification.text(i % 3 == 0 ? "How long does delivery take?" : "What is the warranty?"),
                        clock.instant());
                Thread.ofVirtual().start(() -> {
                    try {
                        door.deliver(notification, server.getPort());
                    } finally {
                        together.release();
                    }
                });
            }
            together.tryAcquire(16, 5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The rehearsal broke off", e);
        }
        Quarkus.asyncExit(0);
    }
}
