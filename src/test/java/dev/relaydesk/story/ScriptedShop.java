package dev.relaydesk.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** The operator's own system: remembers what it was asked to do, and answers as told. */
final class ScriptedShop {

    /** A request that was carried out. */
    record Done(String method, String path, String key, String body) {}

    /** How the next request ends, after it was carried out. */
    sealed interface Fate {
        record Answers(int status, String json) implements Fate {}

        /** The connection breaks before the answer. */
        record LosesTheAnswer() implements Fate {}

        /** The connection breaks before anything is carried out. */
        record LosesTheRequest() implements Fate {}

        /** It is only carried out and answered after the moment. */
        record AnswersAfter(Moment moment, String json) implements Fate {}
    }

    private static final String LOOK_UP = "/claims/by-reference/";

    private final List<Done> done = new CopyOnWriteArrayList<>();
    private final Queue<Fate> fates = new ArrayDeque<>();

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String path = exchange.getRequestURI().toString();
        Fate fate = path.startsWith(LOOK_UP) ? found() : next();
        if (fate instanceof Fate.LosesTheRequest) {
            exchange.close();
            return;
        }
        if (fate instanceof Fate.AnswersAfter(Moment moment, String _)) {
            moment.reached();
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        done.add(new Done(exchange.getRequestMethod(), path, key == null ? "" : key, body));
        switch (fate) {
            case Fate.Answers(int status, String json) -> answer(exchange, status, json);
            case Fate.AnswersAfter(Moment _, String json) -> answer(exchange, 200, json);
            case Fate.LosesTheAnswer(), Fate.LosesTheRequest() -> exchange.close();
        }
    }

    private Fate next() {
        synchronized (fates) {
            return fates.isEmpty() ? new Fate.Answers(200, "{\"status\":\"shipped\"}") : fates.remove();
        }
    }

    /** A claim is found once it was carried out. */
    private Fate found() {
        boolean there = done.stream()
                .anyMatch(each -> each.method().equals("POST") && each.path().equals("/claims"));
        return there ? new Fate.Answers(200, "{\"status\":\"open\"}") : new Fate.Answers(404, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    void plays(Fate... next) {
        synchronized (fates) {
            fates.addAll(List.of(next));
        }
    }

    void forgets() {
        done.clear();
        synchronized (fates) {
            fates.clear();
        }
    }

    /** What was carried out at paths that begin so. */
    List<Done> done(String path) {
        return done.stream().filter(each -> each.path().startsWith(path)).toList();
    }
}
