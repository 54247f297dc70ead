package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A shop's order system on a loopback port: {@code GET /api/orders/4711} over real HTTP, 404 for what it does not have. */
final class ShopSimulator implements AutoCloseable {

    private static final String ORDERS = "/api/orders/";

    /** What it has: 4711 is on its way, 4712 not yet, 4713 not any more. */
    private static final Map<String, Map<String, String>> KNOWN = Map.of(
            "4711",
                    Map.of(
                            "order_id", "4711",
                            "status", "shipped",
                            "carrier", "Northway Parcel",
                            "expected_on", "next Tuesday",
                            "warehouse_note", "shelf 12, not for customers"),
            "4712", Map.of("order_id", "4712", "status", "being packed", "expected_on", "within a week"),
            "4713", Map.of("order_id", "4713", "status", "delivered", "delivered_on", "last Monday"));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ShopSimulator(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", ShopSimulator::answer);
        server.start();
    }

    static ShopSimulator start() {
        try {
            var loopback = InetAddress.ofLiteral("127.0.0.1");
            return new ShopSimulator(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated shop found no port", e);
        }
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Map<String, String> order = path.startsWith(ORDERS) ? KNOWN.get(path.substring(ORDERS.length())) : null;
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            if (order == null) {
                body.put("error", "no such order");
            } else {
                order.forEach(body::put);
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(order == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
