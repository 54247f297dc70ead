package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Postgres;
import dev.relaydesk.testing.world.Service;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
                ? new Postgres(
                        MEASURED, "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_planning=on")
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
        service = new Service("bench", settings, javaOptions(), MEASURED);
        world.notify(List.of(service.webhook()));
    }

    /** Those of {@code ./relaydesk start}, with its cache of a rehearsed start if there is one. */
    private static List<String> javaOptions() {
        List<String> options = new ArrayList<>(List.of(System.getProperty(
                        "relaydesk.service.jvm",
                        "-XX:+UseSerialGC -Xms48m -Xmx120m -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED"
                                + " --sun-misc-unsafe-memory-access=allow")
                .split(" ", -1)));
        Path cache = Path.of(System.getProperty("relaydesk.app", "target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath()
                .resolveSibling("relaydesk.aot");
        if (Files.exists(cache)) {
            options.add("-XX:AOTCache=" + cache);
        }
        return options;
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
