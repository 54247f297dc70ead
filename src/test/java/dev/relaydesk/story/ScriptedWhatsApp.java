package dev.relaydesk.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Meta's sending side: takes every message, unless the script for a person says otherwise. */
final class ScriptedWhatsApp {

    /** What becomes of one send. */
    sealed interface Fate {
        /** Refused with this code. */
        record Refused(int status, int code) implements Fate {}

        /** Taken, but the answer never comes. */
        record TakenInSilence() implements Fate {}

        /** Taken; the moment comes before the answer. */
        record TakenAfter(Moment moment) implements Fate {}
    }

    /** A message that Meta took. */
    record Taken(String to, String text, String correlation, String id, JsonNode body) {

        /** The buttons under it, each as {@code id=title}. */
        List<String> buttons() {
            return body.at("/interactive/action/buttons")
                    .valueStream()
                    .map(button -> button.at("/reply/id").asText() + "="
                            + button.at("/reply/title").asText())
                    .toList();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Queue<Fate>> fates = new ConcurrentHashMap<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicLong> tries = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (body.has("status")) {
            answer(exchange, 200, "{\"success\":true}");
            return;
        }
        String to = body.path("to").asText(body.path("recipient").asText());
        tries.computeIfAbsent(to, _ -> new AtomicLong()).incrementAndGet();
        Fate fate = fates.getOrDefault(to, new ConcurrentLinkedQueue<>()).poll();
        if (fate instanceof Fate.Refused(int status, int code)) {
            answer(exchange, status, "{\"error\":{\"message\":\"scripted\",\"code\":" + code + "}}");
            return;
        }
        String id = "wamid.out." + System.nanoTime() + "." + ids.incrementAndGet();
        taken.add(new Taken(
                to,
                body.at("/text/body").asText(body.at("/interactive/body/text").asText()),
                body.path("biz_opaque_callback_data").asText(),
                id,
                body));
        if (fate instanceof Fate.TakenAfter(Moment moment)) {
            moment.reached();
        }
        if (!(fate instanceof Fate.TakenInSilence)) {
            answer(exchange, 200, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"" + id + "\"}]}");
        }
    }

    void plans(String person, Fate... next) {
        fates.computeIfAbsent(person, _ -> new ConcurrentLinkedQueue<>()).addAll(Arrays.asList(next));
    }

    void forgets() {
        fates.clear();
    }

    List<Taken> takenFor(String person) {
        return taken.stream().filter(it -> it.to().equals(person)).toList();
    }

    long triesFor(String person) {
        return tries.getOrDefault(person, new AtomicLong()).get();
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
