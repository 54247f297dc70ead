package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Postgres;
import dev.relaydesk.testing.world.Service;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The service and its PostgreSQL on one core, the world on the other. */
final class Rig implements AutoCloseable {

    private static final OptionalInt MEASURED = OptionalInt.of(0);

    private final Postgres postgres;
    private final World world = new World();
    private final Service service;

    /**
     * Starts both.
     *
     * @param statements whether PostgreSQL counts the cost of each statement, which itself costs something
     */
    Rig(boolean statements) throws IOException, InterruptedException {
        postgres = statements
                ? new Postgres(MEASURED, "shared_preload_libraries=pg_stat_statements")
                : new Postgres(MEASURED);
        Map<String, String> settings = new HashMap<>(world.settings());
        settings.put("RELAYDESK_DB_URL", postgres.url());
        settings.put("RELAYDESK_DB_USER", "relaydesk");
        settings.put("RELAYDESK_DB_PASSWORD", "relaydesk");
        settings.put("RELAYDESK_TURN_QUIET_WINDOW", "0");
        settings.put("RELAYDESK_LIMIT_CUSTOMER_PER_MINUTE", "0");
        settings.put("RELAYDESK_LIMIT_SPACE_PER_MINUTE", "0");
        settings.put("RELAYDESK_SPACE_CONCURRENCY", "0");
        settings.put("RELAYDESK_WHATSAPP_PAIR_INTERVAL", "0");
        settings.put("RELAYDESK_WHATSAPP_NUMBER_PER_SECOND", "0");
        settings.put("RELAYDESK_TURN_LEASE", "5s");
        service = new Service(
                "bench",
                settings,
                List.of(System.getProperty("relaydesk.service.jvm", "-Xmx256m").split(" ", -1)),
                MEASURED);
        world.notify(List.of(service.webhook()));
    }

    Postgres postgres() {
        return postgres;
    }

    World world() {
        return world;
    }

    Service service() {
        return service;
    }

    /** From the start of the process until it is ready. */
    Duration restart() throws IOException, InterruptedException {
        long from = System.nanoTime();
        service.startAgain();
        service.awaitReady();
        return Duration.ofNanos(System.nanoTime() - from);
    }

    @Override
    public void close() throws IOException {
        service.close();
        world.close();
        postgres.close();
    }
}
