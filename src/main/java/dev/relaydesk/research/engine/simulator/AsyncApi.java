package dev.relaydesk.research.engine.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asynchronous chat completions, as Perplexity served them or in the bare form. */
final class AsyncApi {

    private final Runs runs;
    private final SubmitTrouble trouble;
    private final AsyncBody bodies;
    private final Duration lasts;
    private final boolean bare;
    private final Clock clock;

    AsyncApi(Runs runs, SubmitTrouble trouble, SimulatedReports reports, Duration lasts, boolean bare, Clock clock) {
        this.runs = runs;
        this.trouble = trouble;
        this.lasts = lasts;
        this.bare = bare;
        this.clock = clock;
        bodies = new AsyncBody(reports);
    }

    /** @param rest of the path behind the name of the collection, without a slash at the beginning */
    void answer(Wire wire, String rest) throws IOException {
        if (wire.method().equals("POST") && rest.isEmpty()) {
            submit(wire);
        } else if (!wire.method().equals("GET")) {
            wire.error(405, "method_not_allowed", "Method Not Allowed");
        } else if (rest.isEmpty()) {
            list(wire);
        } else {
            Optional<SimulatedRun> run = runs.find(rest).filter(it -> it.scenario != Scenario.GONE);
            if (run.isPresent()) {
                wire.json(200, bare ? bodies.bare(run.get()) : bodies.whole(run.get()));
            } else {
                wire.error(404, "not_found", "resource not found");
            }
        }
    }

    private void submit(Wire wire) throws IOException {
        JsonNode request = bare ? wire.body() : wire.body().path("request");
        String question = Runs.question(request.path("messages"));
        if (question.isBlank()) {
            var fault = Map.of("loc", List.of("body", "request"), "msg", "Field required", "type", "missing");
            wire.json(422, Map.of("detail", List.of(fault)));
        } else if (!trouble.answered(wire, question)) {
            SimulatedRun run = begin(wire.body().path("idempotency_key").asText(""), request, question);
            if (!trouble.drops(question)) {
                wire.json(200, bare ? Map.of("job_id", run.id) : bodies.whole(run));
            }
        }
    }

    private SimulatedRun begin(String key, JsonNode request, String question) {
        var run = new SimulatedRun(
                UUID.randomUUID().toString(), question, request.path("model").asText(""), true, lasts, clock);
        if (key.isEmpty() || bare) {
            runs.add(run);
            return run;
        }
        return runs.keyed(key, () -> run);
    }

    private void list(Wire wire) throws IOException {
        List<SimulatedRun> all = runs.all().reversed();
        int from = number(wire.parameter("next_token"), 0);
        int to = Math.min(all.size(), from + number(wire.parameter("limit"), 20));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("next_token", to < all.size() ? String.valueOf(to) : null);
        page.put(
                "requests",
                all.subList(Math.min(from, to), to).stream()
                        .map(bodies::summary)
                        .toList());
        wire.json(200, page);
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
