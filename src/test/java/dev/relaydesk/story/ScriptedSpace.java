package dev.relaydesk.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The wrapper: plays the scenes it was given, one for each question, and afterwards repeats what it is asked. */
final class ScriptedSpace {

    /** One way to answer. */
    interface Scene {
        void play(Stage stage) throws IOException, InterruptedException;
    }

    /** A question as it came over the wire, and the {@code backend_uuid} that its answer carries. */
    record Asked(String prompt, String frontend, String backendBefore, String account, String backendAfter) {}

    /** A model with a will of its own. */
    interface Mind {
        /** What it does with a question; null leaves it to the Space. */
        @Nullable
        Scene answers(Asked question);
    }

    /** What a scene has at hand. */
    record Stage(HttpExchange exchange, Asked asked, boolean stream) {

        void says(String text) throws IOException {
            event(text, "DONE", StoryResource.COLLECTION);
        }

        void event(String text, String progress, String collection) throws IOException {
            boolean done = progress.equals("DONE");
            Map<String, Object> block =
                    new HashMap<>(Map.of("progress", progress, "chunks", List.of(text), "chunk_starting_offset", 0));
            if (done) {
                block.put("answer", text);
            }
            Map<String, Object> event = new HashMap<>(Map.of(
                    "backend_uuid",
                    asked.backendAfter(),
                    "frontend_context_uuid",
                    asked.frontend(),
                    "thread_url_slug",
                    "story-slug",
                    "status",
                    done ? "COMPLETED" : "PENDING",
                    "final",
                    done,
                    "final_sse_message",
                    done,
                    "text_completed",
                    done,
                    "collection_info",
                    Map.of("uuid", collection),
                    "blocks",
                    List.of(Map.of("intended_usage", "ask_text", "markdown_block", block))));
            if (stream) {
                frames(event);
            } else {
                event.put("account_used", asked.account());
                json(200, event);
            }
        }

        private void frames(Map<String, Object> event) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            frame(Map.of("type", "content", "content", event, "done", false, "account_used", asked.account()));
            frame(Map.of("type", "content", "content", "", "done", true, "account_used", asked.account()));
        }

        private void frame(Map<String, Object> frame) throws IOException {
            exchange.getResponseBody().write(("data: " + JSON.writeValueAsString(frame) + "\n\n").getBytes(UTF_8));
            exchange.getResponseBody().flush();
        }

        void json(int status, Object body) throws IOException {
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<Scene> scenes = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Mind mind = _ -> null;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath();
        Map<String, String> query = query(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        var question = new Asked(
                query.getOrDefault("q", ""),
                query.getOrDefault("frontend_context_uuid", ""),
                query.getOrDefault("backend_uuid", ""),
                query.getOrDefault("account_name", ""),
                UUID.randomUUID().toString());
        var stage = new Stage(exchange, question, path.endsWith("async"));
        if (path.startsWith("/api/account/test/")) {
            boolean valid = !refused.contains(path.substring("/api/account/test/".length()));
            stage.json(200, Map.of("status", valid ? "success" : "error", "message", "tested", "valid", valid));
        } else {
            asked.add(question);
            if (refused.contains(question.account())) {
                nothing().play(stage);
                return;
            }
            Scene scene = scenes.poll();
            scene = scene == null ? mind.answers(question) : scene;
            (scene == null ? says("You said: " + question.prompt()) : scene).play(stage);
        }
    }

    /** The next questions are answered like this, one after the other. */
    void plays(Scene... next) {
        scenes.addAll(Arrays.asList(next));
    }

    /** Questions for which no scene is left are the mind's. */
    void thinks(Mind next) {
        mind = next;
    }

    void forgets() {
        mind = _ -> null;
        scenes.clear();
        refused.clear();
    }

    /** Perplexity does not accept this account's cookies. */
    void refuses(String account) {
        refused.add(account);
    }

    void acceptsAgain(String account) {
        refused.remove(account);
    }

    /** The questions that contain the words, in the order in which they came. */
    List<Asked> asked(String words) {
        return asked.stream().filter(it -> it.prompt().contains(words)).toList();
    }

    static Scene says(String text) {
        return stage -> stage.says(text);
    }

    static Scene fails(String error) {
        return stage -> stage.json(
                500, Map.of("error", error, "account_used", stage.asked().account()));
    }

    static Scene nothing() {
        return stage -> {
            Map<String, Object> body = new HashMap<>();
            body.put("data", null);
            body.put("account_used", stage.asked().account());
            stage.json(200, body);
        };
    }

    static Scene stopsHalfway(String text) {
        return stage -> stage.event(text, "IN_PROGRESS", StoryResource.COLLECTION);
    }

    static Scene fromAnotherSpace(String text) {
        return stage -> stage.event(text, "DONE", "00000000-dead-4bad-8bad-000000000000");
    }

    static Scene after(Moment moment, Scene then) {
        return stage -> {
            moment.reached();
            then.play(stage);
        };
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return values;
    }
}
