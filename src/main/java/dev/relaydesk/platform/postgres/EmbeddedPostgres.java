package dev.relaydesk.platform.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real PostgreSQL of our own, on 127.0.0.1 with a password, its tables in {@code <data>/postgres}. It outlives a killed
 * service; the next start finds it and goes on with it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private final DirectoryLock lock;
    private final Cluster cluster;
    private final PostgresServer server;
    private final int port;

    private EmbeddedPostgres(DirectoryLock lock, Cluster cluster, PostgresServer server, int port) {
        this.lock = lock;
        this.cluster = cluster;
        this.server = server;
        this.port = port;
    }

    /**
     * Returns when the server accepts connections: about 3 s on an empty directory, 0.2 s on an existing one, longer
     * after a power cut.
     *
     * @param data belongs to this process until {@link #close()}
     * @param binaries where the programs are unpacked; may be shared by several
     * @throws PostgresUnavailable if it cannot run, saying why in one sentence
     */
    public static EmbeddedPostgres start(Path data, Path binaries, Durability durability) {
        Path home = data.toAbsolutePath().normalize();
        createDirectories(home);
        var lock = DirectoryLock.take(home);
        try {
            var programs = PostgresPrograms.of(
                    PostgresBinaries.unpackedBelow(binaries.toAbsolutePath().normalize()));
            var cluster = Cluster.in(home);
            cluster.create(programs, durability);
            boolean changed = cluster.configure(new ServerSettings(durability));
            var server = new PostgresServer(cluster.directory(), programs);
            int port = adopt(server, cluster, programs, changed).orElseGet(() -> server.start(freePort()));
            return new EmbeddedPostgres(lock, cluster, server, port);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** How a server is reached that somebody else has started. */
    public record Running(String jdbcUrl, String user, String password) {

        @Override
        public String toString() {
            return "Running[" + jdbcUrl + "]";
        }
    }

    /**
     * The server that runs in this directory, if one does. Touches nothing.
     *
     * @throws PostgresUnavailable if its files cannot be read
     */
    public static Optional<Running> running(Path data) {
        var cluster = Cluster.in(data.toAbsolutePath().normalize());
        return PostmasterFile.in(cluster.directory())
                .filter(file -> file.ready() && file.server().isPresent())
                .map(file -> new Running(url(file.port()), Cluster.USER, cluster.password()));
    }

    public String jdbcUrl() {
        return url(port);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE;
    }

    public String user() {
        return Cluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** Stops the server; open transactions are rolled back. */
    @Override
    public void close() {
        server.stop();
        lock.close();
    }

    /** Lets go of the directory and leaves the server running, as a killed service does. */
    void abandon() {
        lock.close();
    }

    /** The port of a server that a killed service left behind, unless it is not the one we would start. */
    private static Optional<Integer> adopt(
            PostgresServer server, Cluster cluster, PostgresPrograms programs, boolean changed) {
        if (changed || !programs.serves(cluster.lastProgram())) {
            server.stop();
            return Optional.empty();
        }
        return server.leftOver();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PostgresUnavailable("No free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    private static void createDirectories(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new PostgresUnavailable("The data directory " + data + " cannot be made: " + e.getMessage(), e);
        }
    }
}
