package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Posts to one replica over kept-alive connections. */
public final class Webhook implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int port;
    private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

    public Webhook(int port) {
        this.port = port;
    }

    /** Posts once and notes the acknowledgement. Returns the status; without one, throws: the outcome is then unknown. */
    public int post(Notification notification) throws IOException {
        byte[] request = notification.request();
        long posted = System.nanoTime();
        notification.carries().forEach(message -> message.posted(posted));
        int status = exchange(request).status();
        long answered = System.nanoTime();
        if (status == 200) {
            notification.carries().forEach(message -> message.acked(answered));
        }
        return status;
    }

    /** Posts any body with any header lines, each ended by CR LF; the status. */
    public int post(byte[] body, String headers) throws IOException {
        byte[] head = ("POST /webhooks/whatsapp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                        + headers + "content-length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return exchange(all).status();
    }

    /** Sends the bytes of a request, reads one response. */
    HttpMessage exchange(byte[] request) throws IOException {
        HttpConnection connection = idle.pollFirst();
        if (connection != null) {
            try {
                return exchange(connection, request);
            } catch (IOException _) {
                // An idle connection may have been closed meanwhile; posting again is harmless by the service's
                // promise.
            }
        }
        return exchange(open(), request);
    }

    private HttpMessage exchange(HttpConnection connection, byte[] request) throws IOException {
        try {
            connection.send(request);
            HttpMessage response = connection.read();
            if (response == null) {
                throw new IOException("closed without an answer");
            }
            if ("close".equalsIgnoreCase(response.header("connection"))) {
                connection.close();
            } else {
                idle.addFirst(connection);
            }
            return response;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private HttpConnection open() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            HttpConnection connection = new HttpConnection(socket);
            connection.readTimeout(PATIENCE);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        for (HttpConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
