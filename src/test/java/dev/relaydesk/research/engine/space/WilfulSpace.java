package dev.relaydesk.research.engine.space;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A wrapper whose model says what the test wants. */
public final class WilfulSpace implements AutoCloseable {

    /** Said instead of an answer: upstream is out of breath. */
    public static final String OVERLOAD = "429";

    /** Said instead of an answer: it fails in a way that may pass. */
    public static final String FAILURE = "500";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final UnaryOperator<String> mind;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> backends = new CopyOnWriteArrayList<>();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private WilfulSpace(HttpServer server, UnaryOperator<String> mind) {
        this.server = server;
        this.mind = mind;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Given a prompt, what it says. */
    public static WilfulSpace thinking(UnaryOperator<String> mind) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new WilfulSpace(HttpServer.create(address, 100), mind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The prompts that begin so, in the order in which they came. */
    public List<String> asked(String start) {
        return asked.stream().filter(each -> each.startsWith(start)).toList();
    }

    /** The {@code backend_uuid} of each question; empty in a new thread. */
    public List<String> backends() {
        return backends;
    }

    /** How many questions were open at once. */
    public int mostAtOnce() {
        return most.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            most.accumulateAndGet(present.incrementAndGet(), Math::max);
            Map<String, String> query = Arrays.stream(
                            exchange.getRequestURI().getRawQuery().split("&", -1))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
            String prompt = query.getOrDefault("q", "");
            asked.add(prompt);
            backends.add(query.getOrDefault("backend_uuid", ""));
            String said = mind.apply(prompt);
            present.decrementAndGet();
            switch (said) {
                case OVERLOAD -> json(exchange, 429, Map.of());
                case FAILURE -> json(exchange, 500, Map.of("error", "Failed to perform, curl: (7) Failed to connect"));
                default -> json(exchange, 200, event(query.getOrDefault("frontend_context_uuid", ""), said));
            }
        }
    }

    private static Map<String, Object> event(String thread, String said) {
        var text = Map.of(
                "intended_usage",
                "ask_text",
                "markdown_block",
                Map.of("progress", "DONE", "chunks", List.of(said), "chunk_starting_offset", 0, "answer", said));
        var source = Map.of("name", "Source", "url", "https://source.example/" + Math.abs(said.hashCode() % 1000));
        var results = Map.of(
                "intended_usage",
                "web_results",
                "web_result_block",
                Map.of("progress", "DONE", "web_results", List.of(source)));
        return Map.of(
                "backend_uuid",
                UUID.randomUUID().toString(),
                "frontend_context_uuid",
                thread,
                "status",
                "COMPLETED",
                "final",
                true,
                "final_sse_message",
                true,
                "text_completed",
                true,
                "account_used",
                "simulator",
                "blocks",
                List.of(text, results));
    }

    private static void json(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
