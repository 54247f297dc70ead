package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Space wrapper: answers each question with the tokens it was shown, in the wrapper's own shape, and notes everything. */
public final class FakeWrapper implements Closeable {

    private static final String RESULT = "RESULT of ";

    private final HttpServerSocket server;
    private final Supplier<Ledger> ledger;
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration jitter = Duration.ZERO;
    private volatile WrapperReply shape = new WrapperReply(2);
    private volatile @Nullable Encounter asked;
    private volatile @Nullable Function<Token, String> actions;
    private final Map<String, List<Token>> lastTokens = new ConcurrentHashMap<>();

    FakeWrapper(Supplier<Ledger> ledger) throws IOException {
        this.ledger = ledger;
        server = new HttpServerSocket("fake-wrapper", this::handle);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** How long the model thinks: at least {@code fixed}, at most {@code jitter} more. */
    public void thinksFor(Duration fixed, Duration jitter) {
        this.latency = fixed;
        this.jitter = jitter;
    }

    /** Size of a full reply. The real ones have 140 to 180. */
    public void repliesWith(int kilobytes) {
        shape = new WrapperReply(kilobytes);
    }

    /** The next question is held before it is answered. */
    public Encounter holdNextQuestion() {
        Encounter encounter = new Encounter();
        asked = encounter;
        return encounter;
    }

    /**
     * From now on the model answers what a customer writes with what this gives for its token, and speaks to the customer
     * once it is shown the result.
     */
    public void actsOn(Function<Token, String> actions) {
        this.actions = actions;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void handle(HttpMessage request, HttpConnection connection) throws IOException {
        String target = request.target();
        if (target.startsWith("/api/query_sync?")) {
            answer(target, connection, false);
        } else if (target.startsWith("/api/query_async?")) {
            answer(target, connection, true);
        } else if (target.startsWith("/api/account/test/")) {
            json(connection, 200, "{\"status\":\"success\",\"message\":\"Account is valid\",\"valid\":true}");
        } else if (target.equals("/health")) {
            json(connection, 200, "{\"status\":\"healthy\",\"message\":\"Perplexity Multi-Account API is running\"}");
        } else {
            json(connection, 404, "{\"detail\":\"Not Found\"}");
        }
    }

    private void answer(String target, HttpConnection connection, boolean stream) throws IOException {
        Map<String, String> query = parse(target.substring(target.indexOf('?') + 1));
        String prompt = query.get("q");
        String account = query.get("account_name");
        if (prompt == null || account == null) {
            json(
                    connection,
                    422,
                    "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"query\"],\"msg\":\"Field required\",\"input\":null}]}");
            return;
        }
        String frontend = query.get("frontend_context_uuid");
        Function<Token, String> acting = actions;
        List<Token> tokens = acting == null ? Token.in(prompt) : tokensOfThread(String.valueOf(frontend), prompt);
        Call call = ledger.get().ask(frontend, blankToNull(query.get("backend_uuid")), tokens);
        try {
            if (think(connection)) {
                String text = acting == null || prompt.contains(RESULT)
                        ? "Thank you for "
                                + tokens.stream().map(Token::toString).collect(Collectors.joining(", "))
                                + ". This is answer ref-" + call.number() + " of the support team."
                        : acting.apply(tokens.getLast());
                // Noted before the bytes are written: the service may act on them before this thread runs again.
                ledger.get().answer(call);
                if (stream) {
                    shape.stream(connection, query, call, text, account);
                } else {
                    connection.respond(200, "application/json", shape.full(query, call, text, account));
                }
            }
        } finally {
            if (call.leftAt() == 0) {
                call.left(System.nanoTime());
            }
        }
    }

    /** A result has none of its own: it is about what the customer last wrote. */
    private List<Token> tokensOfThread(String frontend, String prompt) {
        List<Token> tokens = Token.in(prompt);
        if (tokens.isEmpty()) {
            return lastTokens.getOrDefault(frontend, tokens);
        }
        lastTokens.put(frontend, tokens);
        return tokens;
    }

    /** False when the caller is gone before the answer is there. */
    private boolean think(HttpConnection connection) throws IOException {
        Encounter held = asked;
        if (held != null) {
            asked = null;
            if (!held.hold(connection)) {
                return false;
            }
        }
        long nanos = latency.toNanos()
                + (jitter.isZero() ? 0 : ThreadLocalRandom.current().nextLong(jitter.toNanos()));
        return nanos == 0 || connection.peerStaysFor(Duration.ofNanos(nanos));
    }

    private static void json(HttpConnection connection, int status, String body) throws IOException {
        connection.respond(status, "application/json", body.getBytes(UTF_8));
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> values = new HashMap<>();
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            int stop = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', from);
            if (equals >= 0 && equals < stop) {
                values.put(query.substring(from, equals), URLDecoder.decode(query.substring(equals + 1, stop), UTF_8));
            }
            from = stop + 1;
        }
        return values;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
