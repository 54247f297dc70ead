package dev.relaydesk.space.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes bodies and frames as the wrapper does. */
final class Wire {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpExchange exchange;

    Wire(HttpExchange exchange) {
        this.exchange = exchange;
    }

    void json(int status, Object body) throws IOException {
        whole(status, "application/json", text(body));
    }

    void whole(int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Promises a whole body, sends the first half and drops the connection. */
    void half(Object body) throws IOException {
        byte[] bytes = text(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
    }

    /** Opens a stream of frames. Not closing it properly drops the connection. */
    OutputStream stream() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    static void frame(OutputStream out, Object frame) throws IOException {
        out.write(("data: " + text(frame) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
