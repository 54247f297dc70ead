package dev.relaydesk.testing.world;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL of its own, with fsync on, below {@code target}; it is thrown away at the end. */
public final class Postgres implements Closeable {

    private final Path binaries = PostgresBinaries.directory();
    private final Path data;
    private final int port = freePort();
    private final OptionalInt core;
    private Process process;

    public Postgres(OptionalInt core) throws IOException, InterruptedException {
        this.core = core;
        data = Files.createTempDirectory(binaries.getParent(), "pg-data-");
        run(
                "initdb",
                "-D",
                data.toString(),
                "-U",
                "relaydesk",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-instructions",
                "--no-sync");
        process = boot();
        awaitReady();
        execute("CREATE DATABASE relaydesk", "postgres");
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public double cpuMillis() {
        return Cpu.millisOfFamily(process.pid());
    }

    /** A JDBC URL past every proxy. */
    public String url() {
        return url("relaydesk");
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "relaydesk", "");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        deleteTree(data);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Process boot() throws IOException {
        List<String> command = new ArrayList<>(Cpu.pinnedTo(core));
        command.addAll(asOrdinaryUser());
        command.addAll(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "max_connections=100",
                "-c",
                "shared_buffers=128MB",
                "-c",
                "shared_preload_libraries=pg_stat_statements"));
        Path log = data.resolve("server.log");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (Connection _ = DriverManager.getConnection(url("postgres"), "relaydesk", "")) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > until || !process.isAlive()) {
                    throw new IOException(
                            "PostgreSQL does not start: " + Files.readString(data.resolve("server.log")), e);
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void execute(String sql, String database) throws IOException {
        try (Connection connection = DriverManager.getConnection(url(database), "relaydesk", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new IOException(program + " failed: " + output);
        }
    }

    /** PostgreSQL refuses to run as root, so root goes through a user namespace of its own. */
    private static List<String> asOrdinaryUser() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
