package dev.relaydesk.testing.world;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between the service and PostgreSQL: forwards, cuts, refuses, and holds the talk at a chosen statement. */
public final class PgProxy implements Closeable {

    /** A trap that waits for its moment; the first talk that gets there takes it. */
    record Armed(PgTrap trap, Encounter encounter) {}

    private final ServerSocket server;
    private final int databasePort;
    private final Set<PgTalk> talks = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
    private volatile Map<PgTrap, Duration> pauses = Map.of();
    private volatile boolean refusing;

    public PgProxy(int databasePort) throws IOException {
        this.databasePort = databasePort;
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("pg-proxy").start(this::accept);
    }

    /** What the service has to be told to come through here. */
    public Map<String, String> settings() {
        return Map.of(
                "RELAYDESK_DB_URL", "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/relaydesk",
                "RELAYDESK_DB_USER", "relaydesk",
                "RELAYDESK_DB_PASSWORD", "relaydesk");
    }

    /** Holds the first talk that gets to this moment. Once released, both sides of that talk are cut. */
    public Encounter arm(PgTrap trap) {
        Encounter encounter = new Encounter();
        armed.set(new Armed(trap, encounter));
        return encounter;
    }

    /** Each talk that gets to one of these moments stays there for a while, then goes on. Not for {@code AFTER_FIND}. */
    public void pauseAt(Map<PgTrap, Duration> pauses) {
        this.pauses = pauses;
    }

    /** From now on there is no database. */
    public void goDown() {
        refusing = true;
        talks.forEach(PgTalk::close);
    }

    public void comeBack() {
        refusing = false;
    }

    @Override
    public void close() throws IOException {
        disarm();
        server.close();
        talks.forEach(PgTalk::close);
    }

    /** Nobody is caught from now on; whoever is held already stays so. */
    public void disarm() {
        armed.set(null);
    }

    /** The armed trap, if nobody has taken it. */
    @Nullable
    Armed armed() {
        return armed.get();
    }

    Map<PgTrap, Duration> pauses() {
        return pauses;
    }

    boolean take(Armed trap) {
        return armed.compareAndSet(trap, null);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    client.close();
                } else {
                    Thread.ofVirtual().start(() -> talk(client));
                }
            } catch (IOException _) {
                // Closed, or one connection failed before it began.
            }
        }
    }

    private void talk(Socket client) {
        try (PgTalk talk = new PgTalk(this, client, new Socket(InetAddress.getLoopbackAddress(), databasePort))) {
            talks.add(talk);
            try {
                talk.run();
            } finally {
                talks.remove(talk);
            }
        } catch (IOException _) {
            // Either side is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
