package dev.relaydesk.channel.whatsapp.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Writes one answer of the Graph API. */
record GraphReply(HttpExchange exchange) {

    private static final Set<Integer> TEMPORARY = Set.of(1, 2, 131000, 131016, 133004);
    private static final Set<Integer> LIMITS = Set.of(4, 80007, 130429, 131056);

    /** The HTTP status that usually comes with a code; nobody should decide by it. */
    static int statusOf(int code) {
        if (code == 0 || code == 190) {
            return 401;
        }
        if (TEMPORARY.contains(code)) {
            return 500;
        }
        return LIMITS.contains(code) ? 429 : 400;
    }

    void json(int status, ObjectNode body) throws IOException {
        write(status, "application/json", body.toString());
    }

    void page(int status, String text) throws IOException {
        write(status, "text/html", text);
    }

    void error(int status, int code, String message) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error")
                .put("message", message)
                .put("type", "OAuthException")
                .put("code", code);
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", message);
        error.put("fbtrace_id", "simulated");
        json(status, body);
    }

    private void write(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
