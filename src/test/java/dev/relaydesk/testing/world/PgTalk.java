package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy. Reads the messages of the service far enough to know which statement is next. */
final class PgTalk implements Closeable {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final PgProxy proxy;
    private final Socket client;
    private final Socket database;
    private final Map<String, String> prepared = new HashMap<>();
    private final StringBuilder transaction = new StringBuilder();
    private boolean inTransaction;
    private volatile @Nullable Encounter answerHeld;
    private volatile PgProxy.@Nullable Armed answerWatched;
    private volatile Duration answerPause = Duration.ZERO;

    PgTalk(PgProxy proxy, Socket client, Socket database) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.database = database;
        client.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
    }

    void run() throws IOException, InterruptedException {
        Thread.ofVirtual().name("pg-answers").start(this::answers);
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 32 * 1024));
        OutputStream out = new BufferedOutputStream(database.getOutputStream(), 32 * 1024);
        startUp(in, out);
        while (true) {
            if (in.available() == 0) {
                out.flush();
            }
            int type = in.read();
            if (type < 0) {
                return;
            }
            int length = in.readInt();
            byte[] message = new byte[length + 1];
            message[0] = (byte) type;
            putInt(message, 1, length);
            in.readFully(message, 5, length - 4);
            if (springs(type, message)) {
                return;
            }
            out.write(message);
        }
    }

    @Override
    public void close() {
        try (client;
                database) {
            // Closing is all there is to do.
        } catch (IOException _) {
            // Gone already.
        }
    }

    private static void startUp(DataInputStream in, OutputStream out) throws IOException {
        int code;
        do {
            int length = in.readInt();
            byte[] message = new byte[length];
            putInt(message, 0, length);
            in.readFully(message, 4, length - 4);
            code = (message[4] & 0xff) << 24 | (message[5] & 0xff) << 16 | (message[6] & 0xff) << 8 | message[7] & 0xff;
            out.write(message);
            out.flush();
        } while (code == SSL_REQUEST || code == GSS_REQUEST);
    }

    /** Holds here if this message is the moment; true if the talk is over after that. */
    private boolean springs(int type, byte[] message) throws InterruptedException {
        String sql = statementIn(type, message);
        if (sql == null) {
            return false;
        }
        boolean commits = noteTransaction(sql);
        pause(sql, commits);
        PgProxy.Armed armed = proxy.armed();
        if (armed == null) {
            return false;
        }
        String marker = armed.trap().marker();
        boolean now = switch (armed.trap().moment()) {
            case BEFORE_STATEMENT -> sql.contains(marker);
            case BEFORE_COMMIT, AFTER_COMMIT -> commits && (sql.contains(marker) || transaction.indexOf(marker) >= 0);
            case AFTER_FIND -> commits && sql.contains(marker);
        };
        if (now && armed.trap().moment() == PgTrap.Moment.AFTER_FIND) {
            answerWatched = armed;
            return false;
        }
        if (!now || !proxy.take(armed)) {
            return false;
        }
        if (armed.trap().moment() == PgTrap.Moment.AFTER_COMMIT) {
            answerHeld = armed.encounter();
            return false;
        }
        armed.encounter().hold();
        return true;
    }

    private void pause(String sql, boolean commits) throws InterruptedException {
        for (Map.Entry<PgTrap, Duration> pause : proxy.pauses().entrySet()) {
            PgTrap at = pause.getKey();
            boolean afterCommit = at.moment() == PgTrap.Moment.AFTER_COMMIT;
            if (afterCommit && commits && (sql.contains(at.marker()) || transaction.indexOf(at.marker()) >= 0)) {
                answerPause = pause.getValue();
            } else if (!afterCommit && sql.contains(at.marker())) {
                Thread.sleep(pause.getValue());
            }
        }
    }

    /** Follows BEGIN and COMMIT; true if this statement makes its work durable. */
    private boolean noteTransaction(String sql) {
        String word = sql.strip().toUpperCase(Locale.ROOT);
        if (word.startsWith("BEGIN")) {
            inTransaction = true;
            transaction.setLength(0);
            return false;
        }
        if (word.startsWith("ROLLBACK") && !word.contains(" TO ")) {
            inTransaction = false;
            return false;
        }
        if (word.startsWith("COMMIT")) {
            inTransaction = false;
            return true;
        }
        if (inTransaction) {
            transaction.append(sql);
            return false;
        }
        transaction.setLength(0);
        return true;
    }

    private @Nullable String statementIn(int type, byte[] message) {
        return switch (type) {
            case 'Q' -> text(message, 5);
            case 'P' -> {
                String name = text(message, 5);
                prepared.put(name, text(message, 5 + name.getBytes(UTF_8).length + 1));
                yield null;
            }
            case 'B' -> {
                String portal = text(message, 5);
                yield prepared.get(text(message, 5 + portal.getBytes(UTF_8).length + 1));
            }
            default -> null;
        };
    }

    private void answers() {
        byte[] buffer = new byte[32 * 1024];
        try {
            InputStream in = database.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Encounter held = answerHeld == null ? findsRows(buffer, read) : answerHeld;
                if (held == null) {
                    Thread.sleep(answerPause);
                    answerPause = Duration.ZERO;
                    out.write(buffer, 0, read);
                } else if (endsReadyForQuery(Arrays.copyOf(buffer, read))) {
                    held.hold();
                    break;
                }
            }
        } catch (IOException _) {
            // Either side is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Takes the watched trap if this is the end of an answer with rows. */
    private @Nullable Encounter findsRows(byte[] buffer, int read) {
        PgProxy.Armed watched = answerWatched;
        if (watched == null || !endsReadyForQuery(Arrays.copyOf(buffer, read))) {
            return null;
        }
        answerWatched = null;
        boolean empty = new String(buffer, 0, read, ISO_8859_1).contains("SELECT 0\0");
        return !empty && proxy.take(watched) ? watched.encounter() : null;
    }

    /** ReadyForQuery is the last message of an answer: Z, length 5, transaction state. */
    private static boolean endsReadyForQuery(byte[] bytes) {
        int end = bytes.length;
        return end >= 6 && bytes[end - 6] == 'Z' && bytes[end - 2] == 5 && bytes[end - 3] == 0;
    }

    private static String text(byte[] message, int from) {
        int end = from;
        while (message[end] != 0) {
            end++;
        }
        return new String(message, from, end - from, UTF_8);
    }

    private static void putInt(byte[] into, int at, int value) {
        into[at] = (byte) (value >>> 24);
        into[at + 1] = (byte) (value >>> 16);
        into[at + 2] = (byte) (value >>> 8);
        into[at + 3] = (byte) value;
    }
}
