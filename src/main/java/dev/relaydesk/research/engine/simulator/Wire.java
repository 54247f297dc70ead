package dev.relaydesk.research.engine.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One call: what was said, and how it is answered. */
final class Wire {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpExchange exchange;
    private final JsonNode body;

    Wire(HttpExchange exchange) throws IOException {
        this.exchange = exchange;
        body = parsed(exchange.getRequestBody().readAllBytes());
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** Percent-decoded. */
    String path() {
        return exchange.getRequestURI().getPath();
    }

    /** Missing when it is no JSON. */
    JsonNode body() {
        return body;
    }

    String parameter(String name) {
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    void set(String header, Object value) {
        exchange.getResponseHeaders().set(header, value.toString());
    }

    void json(int status, Object answer) throws IOException {
        whole(status, "application/json", JSON.writeValueAsBytes(answer));
    }

    void error(int status, String type, String message) throws IOException {
        json(status, Map.of("error", Map.of("message", message, "type", type, "code", status)));
    }

    /** As the edge in front of the API answers when there is nobody behind it. */
    void html(int status) throws IOException {
        whole(status, "text/html", "<html><body>Bad gateway</body></html>".getBytes(StandardCharsets.UTF_8));
    }

    private void whole(int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            JsonNode node = bytes.length == 0 ? null : JSON.readTree(bytes);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }
}
