package dev.relaydesk.space;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A wrapper that writes exactly the bytes it is told to, down to the status line, and hangs up. */
final class RawWrapper implements AutoCloseable {

    private final ServerSocket door;
    private volatile Script script = out -> {};

    interface Script {
        void play(Socket socket) throws IOException;
    }

    RawWrapper() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    void plays(Script next) {
        script = next;
    }

    void answers(String head, byte[] body) {
        byte[] top = (head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        plays(socket -> {
            socket.getOutputStream().write(top);
            socket.getOutputStream().write(body);
        });
    }

    void answers(String head, String body) {
        answers(head, body.getBytes(StandardCharsets.UTF_8));
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            skipRequest(socket.getInputStream());
            script.play(socket);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The client went away, as some tests want it to.
        }
    }

    private static void skipRequest(InputStream in) throws IOException {
        int line = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                if (line == 0) {
                    return;
                }
                line = 0;
            } else if (c != '\r') {
                line++;
            }
        }
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
