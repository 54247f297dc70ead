package dev.relaydesk.action.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Somebody else's server: counts who comes, keeps what they sent, and answers exactly the bytes it is told to. */
final class Outside implements AutoCloseable {

    private final ServerSocket door;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean reading = true;
    private volatile Script script = socket -> {};

    interface Script {
        void play(Socket socket) throws IOException, InterruptedException;
    }

    Outside() {
        this("127.0.0.1", 0);
    }

    Outside(String address, int port) {
        this(ServerSocketFactory.getDefault(), address, port);
    }

    /** @param doors makes it speak TLS, if it does */
    Outside(ServerSocketFactory doors, String address, int port) {
        try {
            door = doors.createServerSocket(port, 200, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers("200 OK\nContent-Type: application/json", "{\"status\":\"shipped\"}");
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Head and body of each request, as they came. */
    List<String> requests() {
        return requests;
    }

    String target() {
        return requests.getLast().split(" ", 3)[1];
    }

    void plays(Script next) {
        script = next;
    }

    /** Lets the other side write into the void. */
    void doesNotRead() {
        reading = false;
    }

    void answers(String head, byte[] body) {
        byte[] top = ("HTTP/1.1 " + head.replace("\n", "\r\n") + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(UTF_8);
        plays(socket -> {
            socket.getOutputStream().write(top);
            socket.getOutputStream().write(body);
        });
    }

    void answers(String head, String body) {
        answers(head, body.getBytes(UTF_8));
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (reading) {
                requests.add(read(socket.getInputStream()));
            }
            script.play(socket);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        } catch (IOException e) {
            // The client went away, as some tests want it to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                return head.toString();
            }
            head.append((char) c);
        }
        int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length:");
        int length = at < 0
                ? 0
                : Integer.parseInt(
                        head.substring(at + 15, head.indexOf("\r", at)).strip());
        return head + new String(in.readNBytes(length), ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
