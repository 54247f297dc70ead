package dev.relaydesk.testing;

import dev.relaydesk.platform.postgres.Durability;
import dev.relaydesk.platform.postgres.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL for a test run: empty, on a port of its own, gone afterwards. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    /** The programs are unpacked once for all test runs. */
    private static final Path BINARIES = Path.of("target", "pg-bin");

    private @Nullable Path data;
    private @Nullable EmbeddedPostgres postgres;

    /** For tests without Quarkus: a server in {@code data}, which is the caller's to delete. */
    public static EmbeddedPostgres startIn(Path data) {
        return EmbeddedPostgres.start(data, BINARIES, Durability.THROWN_AWAY);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory("relaydesk-test-");
            this.data = data;
            EmbeddedPostgres postgres = startIn(data);
            this.postgres = postgres;
            return Map.of(
                    "relaydesk.db-url", postgres.jdbcUrl(),
                    "relaydesk.db-user", postgres.user(),
                    "relaydesk.db-password", postgres.password(),
                    "relaydesk.data-dir", data.resolve("files").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
        if (data != null) {
            delete(data);
        }
    }

    private static void delete(Path tree) {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
