package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API: takes messages for customers, and misbehaves when told to. */
public final class FakeGraph implements Closeable {

    /** What becomes of one send. */
    public enum Behaviour {
        /** Taken and confirmed. */
        ACCEPT,
        /** Taken, but the connection breaks before the answer. */
        ACCEPT_AND_CUT,
        /** The connection breaks and nothing was taken. */
        CUT,
        /** An error of theirs; nothing was taken, but the caller cannot know. */
        FAIL,
        /** Too fast; nothing was taken. */
        THROTTLE
    }

    private final HttpServerSocket server;
    private final Supplier<Ledger> ledger;
    private final String accessToken;
    private final AtomicLong messageIds =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 40));
    private final Set<String> misbehavedOnce = ConcurrentHashMap.newKeySet();
    private volatile Function<String, Behaviour> first = _ -> Behaviour.ACCEPT;
    private volatile Function<String, Duration> latency = _ -> Duration.ZERO;
    private volatile @Nullable Encounter accepted;
    private volatile @Nullable Consumer<Send> reporter;

    FakeGraph(Supplier<Ledger> ledger, String accessToken) throws IOException {
        this.ledger = ledger;
        this.accessToken = accessToken;
        server = new HttpServerSocket("fake-graph", this::handle);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The first try of each message meets this; the next tries are accepted. */
    public void firstTryMeets(Behaviour behaviour) {
        firstTryMeets(_ -> behaviour);
    }

    /** The first try of each message meets what this gives for its text. */
    public void firstTryMeets(Function<String, Behaviour> behaviours) {
        first = behaviours;
    }

    public void takes(Duration latency) {
        takes(_ -> latency);
    }

    /** Answers each message after the time that this gives for its text. */
    public void takes(Function<String, Duration> latencies) {
        latency = latencies;
    }

    /** The next message is accepted, but its answer is held. */
    public Encounter holdNextAnswer() {
        Encounter encounter = new Encounter();
        accepted = encounter;
        return encounter;
    }

    /** Who is told of each accepted message, to send its statuses. */
    void reportTo(@Nullable Consumer<Send> reporter) {
        this.reporter = reporter;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void handle(HttpMessage request, HttpConnection connection) throws IOException {
        long now = System.nanoTime();
        if (!request.method().equals("POST") || !request.target().endsWith("/messages")) {
            error(connection, 404, 100, "Unknown path " + request.target());
        } else if (!("Bearer " + accessToken).equals(request.header("authorization"))) {
            error(connection, 401, 190, "Invalid OAuth access token");
        } else {
            GraphPost post = GraphPost.parse(request.body());
            if (post.status() != null) {
                ledger.get().typing();
                connection.respond(200, "application/json", "{\"success\":true}".getBytes(UTF_8));
            } else {
                take(post, connection, now);
            }
        }
    }

    private void take(GraphPost post, HttpConnection connection, long now) throws IOException {
        String to = post.to();
        String text = post.text();
        if (to == null || text == null || !"whatsapp".equals(post.product())) {
            error(connection, 400, 100, "(#100) Invalid parameter");
            return;
        }
        Behaviour behaviour = behaviour(post.correlationId() == null ? text : post.correlationId(), text);
        switch (behaviour) {
            case FAIL -> error(connection, 500, 131000, "(#131000) Something went wrong");
            case THROTTLE -> error(connection, 429, 130429, "(#130429) Rate limit hit");
            case CUT -> connection.reset();
            case ACCEPT, ACCEPT_AND_CUT -> {
                Send send = accept(post, to, text, now);
                Encounter held = accepted;
                boolean there = true;
                if (held != null) {
                    accepted = null;
                    there = held.hold(connection);
                }
                if (behaviour == Behaviour.ACCEPT_AND_CUT || !there) {
                    connection.reset();
                } else if (stays(connection, latency.apply(text))) {
                    connection.respond(
                            200,
                            "application/json",
                            ("{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"" + to + "\",\"wa_id\":\""
                                            + to + "\"}],\"messages\":[{\"id\":\"" + send.providerId() + "\"}]}")
                                    .getBytes(UTF_8));
                }
            }
        }
    }

    private static boolean stays(HttpConnection connection, Duration time) throws IOException {
        return time.isZero() || connection.peerStaysFor(time);
    }

    private Behaviour behaviour(String key, String text) {
        Behaviour behaviour = first.apply(text);
        return behaviour != Behaviour.ACCEPT && misbehavedOnce.add(key) ? behaviour : Behaviour.ACCEPT;
    }

    private Send accept(GraphPost post, String to, String text, long now) {
        List<Token> tokens = Token.in(text);
        Send send = new Send(
                callIn(text), tokens, to, text, post.correlationId(), "wamid.OUT" + messageIds.incrementAndGet(), now);
        ledger.get().send(send);
        Consumer<Send> told = reporter;
        if (told != null) {
            told.accept(send);
        }
        return send;
    }

    private static int callIn(String text) {
        int at = text.indexOf("ref-") + 4;
        int end = at;
        while (at >= 4 && end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end > at ? Integer.parseInt(text, at, end, 10) : 0;
    }

    private static void error(HttpConnection connection, int status, int code, String message) throws IOException {
        connection.respond(
                status,
                "application/json",
                ("{\"error\":{\"message\":" + AsciiJson.quote(message) + ",\"type\":\"OAuthException\",\"code\":" + code
                                + ",\"fbtrace_id\":\"AbCdEf\"}}")
                        .getBytes(UTF_8));
    }
}
