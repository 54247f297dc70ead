package dev.relaydesk.testing.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A ticket system over real HTTP: keeps tickets, and does to the next write what a test wants. */
public abstract class FakeDesk implements AutoCloseable {

    /** What becomes of a write. */
    public sealed interface Fate {

        /** It is carried out, and the connection breaks before the answer. */
        record LosesTheAnswer() implements Fate {}

        /** The connection breaks before anything is carried out. */
        record LosesTheRequest() implements Fate {}

        /** It is carried out, and a proxy answers 502. */
        record BreaksAfterwards() implements Fate {}

        /** It is not carried out. */
        record Refuses(int status, @Nullable String retryAfter) implements Fate {}
    }

    /** A ticket that people can see. */
    public static final class Ticket {

        public final String id;
        public final String reference;
        public final String subject;
        public final String body;
        public final List<Comment> comments = new CopyOnWriteArrayList<>();
        public volatile String status;

        Ticket(String id, String reference, String subject, String body, String status) {
            this.id = id;
            this.reference = reference;
            this.subject = subject;
            this.body = body;
            this.status = status;
        }
    }

    public record Comment(String text, boolean isPrivate) {}

    record Reply(int status, @Nullable Object json) {}

    /** A request that was let in. */
    record Request(HttpExchange exchange, String method, String path, String query, JsonNode json) {

        String header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .orElse("");
        }

        /** The value of a parameter; empty when there is none. */
        String parameter(String name) {
            for (String pair : query.split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
                }
            }
            return "";
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();
    private final List<Ticket> tickets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger(4710);

    /** Whether a note for staff is stored as a public one, and reported as good. */
    public volatile boolean exposesNotes;

    /** Whether a comment is answered as good and thrown away. */
    public volatile boolean ignoresComments;

    /** Reads are answered with this; 0 for what is there. */
    public volatile int readsFailWith;

    FakeDesk(int port) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public final URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public final void plays(Fate... next) {
        fates.addAll(List.of(next));
    }

    public final void forgets() {
        tickets.clear();
        fates.clear();
        requests.clear();
        exposesNotes = false;
        ignoresComments = false;
        readsFailWith = 0;
    }

    public final List<Ticket> tickets() {
        return tickets;
    }

    /** Method and path of what came in. */
    public final List<String> requests() {
        return requests;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestMethod();
            requests.add(method + " " + exchange.getRequestURI());
            Fate fate = method.equals("GET") ? null : fates.poll();
            if (fate instanceof Fate.LosesTheRequest) {
                return;
            }
            if (fate instanceof Fate.Refuses(int status, @Nullable String retryAfter)) {
                if (retryAfter != null) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                answer(exchange, new Reply(status, Map.of("errors", List.of("no"))));
                return;
            }
            Reply reply = reply(exchange, body);
            if (fate instanceof Fate.LosesTheAnswer) {
                return;
            }
            answer(exchange, fate == null ? reply : new Reply(502, "Bad Gateway"));
        }
    }

    private Reply reply(HttpExchange exchange, byte[] body) throws IOException {
        if (!isLetIn(exchange, body)) {
            return new Reply(401, Map.of("error", "unauthorized"));
        }
        if (readsFailWith > 0 && exchange.getRequestMethod().equals("GET")) {
            return new Reply(readsFailWith, Map.of("error", "down"));
        }
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        JsonNode json = body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        return reply(new Request(
                exchange, exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query, json));
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.json() == null) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        byte[] bytes = JSON.writeValueAsBytes(reply.json());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    abstract boolean isLetIn(HttpExchange exchange, byte[] body);

    abstract Reply reply(Request request);

    /** The word for a solved ticket. */
    public abstract String solved();

    final Ticket open(String reference, String subject, String body, String status) {
        Ticket ticket = new Ticket(Integer.toString(last.incrementAndGet()), reference, subject, body, status);
        tickets.add(ticket);
        return ticket;
    }

    /** Keeps the comment as this system does. */
    final boolean keep(Ticket ticket, String text, boolean isPrivate) {
        if (!ignoresComments) {
            ticket.comments.add(new Comment(text, isPrivate && !exposesNotes));
        }
        return isPrivate && !exposesNotes;
    }

    final @Nullable Ticket ticket(String id) {
        return tickets.stream().filter(each -> each.id.equals(id)).findFirst().orElse(null);
    }

    final List<Ticket> with(String reference) {
        return tickets.stream().filter(each -> each.reference.equals(reference)).toList();
    }

    @Override
    public final void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
