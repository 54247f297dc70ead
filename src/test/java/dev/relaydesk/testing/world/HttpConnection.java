package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on one kept-alive socket, either side of it. Written by hand because the measuring side has to be cheap. */
final class HttpConnection implements Closeable {

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(ISO_8859_1);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[8 * 1024];
    private int start;
    private int end;

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** The next message, or null when the peer has closed. */
    @Nullable
    HttpMessage read() throws IOException {
        int headEnd = endOfHead();
        if (headEnd < 0) {
            return null;
        }
        String head = new String(buffer, start, headEnd - start, ISO_8859_1);
        start = headEnd + 4;
        HttpMessage withoutBody = new HttpMessage(head, new byte[0]);
        String length = withoutBody.header("content-length");
        if (length != null) {
            return new HttpMessage(head, take(Integer.parseInt(length)));
        }
        String coding = withoutBody.header("transfer-encoding");
        if (coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked")) {
            return new HttpMessage(head, takeChunks());
        }
        return withoutBody;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void respond(int status, String contentType, byte[] body) throws IOException {
        byte[] head = ("HTTP/1.1 " + status + " X\r\ncontent-type: " + contentType + "\r\ncontent-length: "
                        + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
    }

    void startStream(String contentType) throws IOException {
        out.write(("HTTP/1.1 200 X\r\ncontent-type: " + contentType + "\r\ntransfer-encoding: chunked\r\n\r\n")
                .getBytes(ISO_8859_1));
    }

    void sendChunk(byte[] chunk) throws IOException {
        byte[] size = (Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(size, size.length + chunk.length + 2);
        System.arraycopy(chunk, 0, all, size.length, chunk.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        out.write(all);
    }

    void endStream() throws IOException {
        out.write(LAST_CHUNK);
    }

    /** Lets time pass; false as soon as the peer is gone, which the kernel tells at once even after a SIGKILL. */
    boolean peerStaysFor(Duration time) throws IOException {
        long until = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); left > 0; left = (until - System.nanoTime()) / 1_000_000) {
                socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                if (!fill()) {
                    return false;
                }
            }
            return true;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (SocketException _) {
            return false;
        } finally {
            if (!socket.isClosed()) {
                socket.setSoTimeout(0);
            }
        }
    }

    void readTimeout(Duration timeout) throws IOException {
        socket.setSoTimeout((int) timeout.toMillis());
    }

    /** Ends the connection the hard way: the peer sees a reset, not an end. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    private int endOfHead() throws IOException {
        int from = start;
        while (true) {
            for (int i = from; i + 3 < end; i++) {
                if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                    return i;
                }
            }
            int scanned = Math.max(0, end - start - 3);
            if (!fill()) {
                return -1;
            }
            from = start + scanned;
        }
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (end == buffer.length && start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    private byte[] take(int length) throws IOException {
        byte[] body = new byte[length];
        int buffered = Math.min(length, end - start);
        System.arraycopy(buffer, start, body, 0, buffered);
        start += buffered;
        if (in.readNBytes(body, buffered, length - buffered) < length - buffered) {
            throw new EOFException("The peer closed within a body");
        }
        return body;
    }

    private byte[] takeChunks() throws IOException {
        byte[] body = new byte[0];
        while (true) {
            String size = line();
            int semicolon = size.indexOf(';');
            int length = Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // Trailers tell us nothing.
                }
                return body;
            }
            byte[] chunk = take(length);
            body = Arrays.copyOf(body, body.length + length);
            System.arraycopy(chunk, 0, body, body.length - length, length);
            line();
        }
    }

    private String line() throws IOException {
        for (int i = start; ; i++) {
            while (i + 1 >= end) {
                int scanned = i - start;
                if (!fill()) {
                    throw new EOFException("The peer closed within a chunk");
                }
                i = start + scanned;
            }
            if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
                String line = new String(buffer, start, i - start, ISO_8859_1);
                start = i + 2;
                return line;
            }
        }
    }
}
