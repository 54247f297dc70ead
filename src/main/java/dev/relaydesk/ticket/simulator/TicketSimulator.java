package dev.relaydesk.ticket.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A ticket desk on a loopback port: speaks the protocol of the signed webhook, shows its tickets on a page, and tells of
 * what was done there by webhook.
 */
public final class TicketSimulator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Shelf shelf;
    private final Signatures signatures;
    private final HintCourier courier;

    private TicketSimulator(HttpServer server, String secret, Supplier<URI> webhook, Clock clock) {
        this.server = server;
        this.shelf = new Shelf(clock.instant());
        this.signatures = new Signatures(secret);
        this.courier = new HintCourier(signatures, webhook, clock);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts on a free port of the loopback address.
     *
     * @param webhook where it tells of changes; asked for each one
     */
    public static TicketSimulator start(String secret, Supplier<URI> webhook, Clock clock) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            return new TicketSimulator(HttpServer.create(address, 0), secret, webhook, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated ticket desk found no port", e);
        }
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/") || path.startsWith("/desk/")) {
                page(exchange, path);
            } else if (!signatures.isOn(exchange, body)) {
                json(exchange, 401, error("the signature is wrong"));
            } else {
                serve(exchange, path.split("/", -1), body);
            }
        }
    }

    /** {@code /tickets}, {@code /tickets/7}, {@code /tickets/7/comments}. */
    private void serve(HttpExchange exchange, String[] path, byte[] body) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        if (path.length == 2 && path[1].equals("tickets")) {
            if (post) {
                json(
                        exchange,
                        201,
                        shelf.open(JSON.readTree(body)).json(baseUrl().toString()));
            } else {
                found(exchange);
            }
            return;
        }
        SimulatedTicket ticket = path.length > 2 && path[1].equals("tickets") ? shelf.find(path[2]) : null;
        if (ticket == null) {
            json(exchange, 404, error("there is no such ticket"));
        } else if (path.length == 3) {
            json(exchange, 200, ticket.json(baseUrl().toString()));
        } else if (post) {
            JsonNode comment = JSON.readTree(body);
            json(exchange, 201, shelf.comment(ticket, comment).json());
        } else {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            ArrayNode comments = all.putArray("comments");
            ticket.comments().forEach(each -> comments.add(each.json()));
            json(exchange, 200, all);
        }
    }

    private void found(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String reference = query != null && query.startsWith("reference=")
                ? URLDecoder.decode(query.substring("reference=".length()), StandardCharsets.UTF_8)
                : "";
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode tickets = all.putArray("tickets");
        shelf.all().stream()
                .filter(each -> each.reference().equals(reference))
                .forEach(each -> tickets.add(each.json(baseUrl().toString())));
        json(exchange, 200, all);
    }

    /** The page, and the buttons on it: {@code POST /desk/7/solved}. Another site's page cannot press them. */
    private void page(HttpExchange exchange, String path) throws IOException {
        String[] parts = path.split("/", -1);
        if (exchange.getRequestMethod().equals("POST") && parts.length == 4 && isOwnPage(exchange)) {
            SimulatedTicket ticket = shelf.set(parts[2], parts[3]);
            if (ticket != null) {
                courier.tell(ticket.id());
            }
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(303, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; form-action 'self'");
        answer(exchange, 200, "text/html; charset=utf-8", DeskPage.of(shelf.all()));
    }

    private boolean isOwnPage(HttpExchange exchange) {
        return ("http://" + exchange.getRequestHeaders().getFirst("Host"))
                        .equals(exchange.getRequestHeaders().getFirst("Origin"))
                && baseUrl().getAuthority().equals(exchange.getRequestHeaders().getFirst("Host"));
    }

    private static ObjectNode error(String sentence) {
        return JsonNodeFactory.instance.objectNode().put("error", sentence);
    }

    private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        answer(exchange, status, "application/json", body.toString());
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        courier.close();
    }
}
