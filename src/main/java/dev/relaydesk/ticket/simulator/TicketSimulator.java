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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * A ticket desk on a loopback port: speaks the protocol of the signed webhook, and tells by webhook of what its agents did.
 */
public final class TicketSimulator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> STATUSES = Set.of("open", "waiting", "solved", "closed");

    private final HttpServer server;
    private final String page;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Shelf shelf;
    private final Signatures signatures;
    private final HintCourier courier;

    private TicketSimulator(
            HttpServer server, String secret, String page, Supplier<URI> webhook, Jdbi jdbi, Clock clock) {
        this.server = server;
        this.page = page;
        this.shelf = new Shelf(jdbi);
        this.signatures = new Signatures(secret);
        this.courier = new HintCourier(signatures, webhook, clock);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts on a free port of the loopback address.
     *
     * @param page where people see its tickets
     * @param webhook where it tells of changes; asked for each one
     */
    public static TicketSimulator start(String secret, String page, Supplier<URI> webhook, Jdbi jdbi, Clock clock) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            return new TicketSimulator(HttpServer.create(address, 0), secret, page, webhook, jdbi, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated ticket desk found no port", e);
        }
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The newest first, as many as fit a page. */
    public List<SimulatedTicket> tickets() {
        return shelf.latest();
    }

    /**
     * An agent moves a ticket. False when there is no such ticket or status.
     *
     * @param status {@code open}, {@code waiting}, {@code solved} or {@code closed}
     */
    public boolean move(String id, String status) {
        boolean moved = STATUSES.contains(status) && shelf.set(id, status).isPresent();
        if (moved) {
            courier.tell(id);
        }
        return moved;
    }

    /** An agent writes on a ticket. False when there is no such ticket. */
    public boolean write(String id, String author, String text, boolean forStaff) {
        var comment = new SimulatedTicket.Comment(UUID.randomUUID().toString(), author, text, forStaff);
        boolean written = shelf.comment(id, comment).isPresent();
        if (written) {
            courier.tell(id);
        }
        return written;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (signatures.isOn(exchange, body)) {
                serve(exchange, exchange.getRequestURI().getPath().split("/", -1), body);
            } else {
                json(exchange, 401, error("the signature is wrong"));
            }
        }
    }

    /** {@code /tickets}, {@code /tickets/7}, {@code /tickets/7/comments}. */
    private void serve(HttpExchange exchange, String[] path, byte[] body) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        if (path.length == 2 && path[1].equals("tickets")) {
            if (post) {
                json(exchange, 201, shelf.open(JSON.readTree(body)).json(page));
            } else {
                found(exchange);
            }
            return;
        }
        Optional<SimulatedTicket> ticket =
                path.length > 2 && path[1].equals("tickets") ? shelf.find(path[2]) : Optional.empty();
        if (ticket.isEmpty()) {
            json(exchange, 404, error("there is no such ticket"));
        } else if (path.length == 3) {
            json(exchange, 200, ticket.get().json(page));
        } else if (post) {
            JsonNode asked = JSON.readTree(body);
            var comment = new SimulatedTicket.Comment(
                    asked.path("key").asText(),
                    asked.path("author").asText(),
                    asked.path("text").asText(),
                    asked.path("private").asBoolean());
            json(exchange, 201, shelf.comment(path[2], comment).orElse(comment).json());
        } else {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            ArrayNode comments = all.putArray("comments");
            ticket.get().comments().forEach(each -> comments.add(each.json()));
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
        shelf.withReference(reference).ifPresent(each -> tickets.add(each.json(page)));
        json(exchange, 200, all);
    }

    private static ObjectNode error(String sentence) {
        return JsonNodeFactory.instance.objectNode().put("error", sentence);
    }

    private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
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
