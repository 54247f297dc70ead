package dev.relaydesk.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The server process of one cluster. It is started in a session of its own, so that Ctrl-C reaches only the service. */
final class PostgresServer {

    /** Replaying the log after a power cut may take this long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Path cluster;
    private final PostgresPrograms programs;

    PostgresServer(Path cluster, PostgresPrograms programs) {
        this.cluster = cluster;
        this.programs = programs;
    }

    /** Waits for a server that still runs; its port, or nothing when there is none or it was about to end. */
    Optional<Integer> leftOver() {
        await(() -> server().isEmpty() || ready().isPresent(), () -> false);
        return ready();
    }

    /** Starts a server where none runs. */
    int start(int port) {
        PostmasterFile.in(cluster).ifPresent(PostmasterFile::disownPid);
        Path log = cluster.resolve("start.log");
        Process starting = programs.begin(
                "pg_ctl",
                "start",
                "--silent",
                "--wait",
                "--timeout=" + PATIENCE.toSeconds(),
                "--pgdata=" + cluster,
                "--log=" + log,
                "--options=-p " + port);
        if (!await(() -> ready().isPresent(), () -> !starting.isAlive() && starting.exitValue() != 0)) {
            throw new PostgresUnavailable("PostgreSQL does not start, see " + log + ": " + lastWords(log));
        }
        return port;
    }

    /** Stops the server if one runs; open transactions are rolled back. */
    void stop() {
        if (server().isEmpty()) {
            return;
        }
        programs.run("", "pg_ctl", "stop", "--silent", "--no-wait", "--mode=fast", "--pgdata=" + cluster);
        if (!await(() -> server().isEmpty(), () -> false)) {
            throw new PostgresUnavailable("PostgreSQL in " + cluster + " does not stop");
        }
    }

    private Optional<ProcessHandle> server() {
        return PostmasterFile.in(cluster).flatMap(PostmasterFile::server);
    }

    private Optional<Integer> ready() {
        return PostmasterFile.in(cluster)
                .filter(PostmasterFile::ready)
                .filter(file -> file.server().isPresent())
                .map(PostmasterFile::port);
    }

    private static boolean await(BooleanSupplier reached, BooleanSupplier hopeless) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (hopeless.getAsBoolean() || System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
        } catch (IOException e) {
            return "it said nothing";
        }
    }
}
