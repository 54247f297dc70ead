package dev.relaydesk.research.engine.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Speaks Perplexity's official API on a loopback port: the Agent API's background runs, and the asynchronous chat completions
 * that came before. A marker such as {@code #research-failed} in the question plays one of the failures ({@code
 * docs/simulators.md}).
 */
public final class PerplexitySimulator implements AutoCloseable {

    private static final int LIMIT_PER_MINUTE = 50;
    private static final int MOST_CALLS = 1000;

    private final String apiKey = "pplx-" + UUID.randomUUID();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Call> calls = new ConcurrentLinkedDeque<>();
    private final Runs runs = new Runs();
    private final AgentApi agent;
    private final AsyncApi async;
    private final Clock clock;
    private volatile boolean retired;

    /**
     * How it behaves.
     *
     * @param duration from a submit to the end of the run; a tenth of it the run is queued
     * @param bare whether the asynchronous calls have the bare form
     */
    public record Options(Duration duration, boolean bare) {

        public static Options lasting(Duration duration) {
            return new Options(duration, false);
        }

        public Options withBareForm() {
            return new Options(duration, true);
        }
    }

    /** A call it received. */
    public record Call(String method, String path, JsonNode body) {}

    private PerplexitySimulator(Options options, Clock clock) {
        this.clock = clock;
        var trouble = new SubmitTrouble();
        var reports = SimulatedReports.load();
        agent = new AgentApi(runs, trouble, reports, options.duration(), clock);
        async = new AsyncApi(runs, trouble, reports, options.duration(), options.bare(), clock);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator of Perplexity's API found no port", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Starts on a free port of the loopback address.
     *
     * @param clock says how far a run is
     */
    public static PerplexitySimulator start(Options options, Clock clock) {
        var simulator = new PerplexitySimulator(options, clock);
        simulator.server.start();
        return simulator;
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The only one it accepts. */
    public String apiKey() {
        return apiKey;
    }

    /** The last calls, the oldest first; about a thousand. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many runs were begun. */
    public int begun() {
        return runs.all().size();
    }

    /** How many runs have not ended. */
    public long open() {
        return runs.all().stream().filter(SimulatedRun::isOpen).count();
    }

    /** The asynchronous chat completions are served no more, as by Perplexity since the end of September 2026. */
    public void retire(boolean now) {
        retired = now;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var wire = new Wire(exchange);
            calls.add(new Call(wire.method(), wire.path(), wire.body()));
            if (calls.size() > MOST_CALLS) {
                calls.poll();
            }
            limits(wire);
            if (wire.header("Authorization").equals("Bearer " + apiKey)) {
                route(wire, wire.path());
            } else {
                wire.error(401, "invalid_api_key", "Invalid API key provided");
            }
        }
    }

    private void route(Wire wire, String path) throws IOException {
        for (String agentPath : List.of("/v1/responses", "/v1/agent")) {
            if (isBelow(path, agentPath)) {
                agent.answer(wire, rest(path, agentPath));
                return;
            }
        }
        for (String asyncPath : List.of("/async/chat/completions", "/v1/async/sonar", "/async/jobs")) {
            if (isBelow(path, asyncPath)) {
                if (retired) {
                    SubmitTrouble.retired(wire);
                } else {
                    async.answer(wire, rest(path, asyncPath));
                }
                return;
            }
        }
        wire.error(404, "not_found", "resource not found");
    }

    /** For show: it counts, and refuses nobody. */
    private void limits(Wire wire) {
        long used = runs.all().stream()
                .filter(run -> run.created.isAfter(clock.instant().minus(1, ChronoUnit.MINUTES)))
                .count();
        wire.set("x-ratelimit-limit", LIMIT_PER_MINUTE);
        wire.set("x-ratelimit-used", Math.min(used, LIMIT_PER_MINUTE));
        wire.set("x-ratelimit-remaining", Math.max(0, LIMIT_PER_MINUTE - used));
        wire.set(
                "x-ratelimit-reset", clock.instant().plus(1, ChronoUnit.MINUTES).getEpochSecond());
        wire.set("x-request-id", UUID.randomUUID());
    }

    private static boolean isBelow(String path, String collection) {
        return path.equals(collection) || path.startsWith(collection + "/");
    }

    private static String rest(String path, String collection) {
        return path.equals(collection) ? "" : path.substring(collection.length() + 1);
    }
}
