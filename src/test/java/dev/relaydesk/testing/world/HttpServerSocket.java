package dev.relaydesk.testing.world;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens on a loopback port of the kernel's choice; one virtual thread for each connection. */
final class HttpServerSocket implements Closeable {

    /** Answers one request on its connection. */
    interface Handler {
        void handle(HttpMessage request, HttpConnection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Handler handler;
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();

    HttpServerSocket(String name, Handler handler) throws IOException {
        this.handler = handler;
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name(name).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(HttpConnection::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed, or one connection failed before it began.
            }
        }
    }

    private void serve(Socket socket) {
        try (HttpConnection connection = new HttpConnection(socket)) {
            open.add(connection);
            try {
                for (HttpMessage request = connection.read(); request != null; request = connection.read()) {
                    handler.handle(request, connection);
                }
            } finally {
                open.remove(connection);
            }
        } catch (IOException _) {
            // The peer died, which here is an ordinary event.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
