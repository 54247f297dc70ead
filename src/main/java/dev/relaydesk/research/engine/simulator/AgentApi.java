package dev.relaydesk.research.engine.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The Agent API: background runs, polled and cancelled. */
final class AgentApi {

    private static final Set<String> FIELDS = Set.of(
            "input",
            "preset",
            "model",
            "background",
            "store",
            "instructions",
            "previous_response_id",
            "max_steps",
            "max_output_tokens",
            "reasoning",
            "response_format",
            "tools",
            "tool_choice",
            "stream",
            "temperature",
            "top_p",
            "language_preference");
    private static final Set<String> PRESETS = Set.of(
            "fast",
            "low",
            "medium",
            "high",
            "xhigh",
            "fast-search",
            "pro-search",
            "deep-research",
            "advanced-deep-research");

    private final Runs runs;
    private final SubmitTrouble trouble;
    private final AgentBody bodies;
    private final Duration lasts;
    private final Clock clock;

    AgentApi(Runs runs, SubmitTrouble trouble, SimulatedReports reports, Duration lasts, Clock clock) {
        this.runs = runs;
        this.trouble = trouble;
        this.lasts = lasts;
        this.clock = clock;
        bodies = new AgentBody(reports, clock);
    }

    /** @param rest of the path behind the name of the collection, without a slash at the beginning */
    void answer(Wire wire, String rest) throws IOException {
        if (rest.isEmpty() && wire.method().equals("POST")) {
            submit(wire);
        } else if (rest.endsWith("/cancel") && wire.method().equals("POST")) {
            cancel(wire, rest.substring(0, rest.length() - "/cancel".length()));
        } else if (!rest.isEmpty() && wire.method().equals("GET")) {
            Optional<SimulatedRun> run = runs.find(rest).filter(it -> it.stored && it.scenario != Scenario.GONE);
            if (run.isPresent()) {
                wire.json(200, bodies.of(run.get()));
            } else {
                wire.error(404, "not_found", "resource not found");
            }
        } else {
            wire.error(405, "method_not_allowed", "Method Not Allowed");
        }
    }

    private void submit(Wire wire) throws IOException {
        JsonNode body = wire.body();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                refuse(wire, "invalid_request", field.getKey(), "Unknown field: " + field.getKey());
                return;
            }
        }
        String model = body.path("model").asText("");
        String preset = body.path("preset").asText(model);
        String question = Runs.question(body.path("input"));
        if (question.isBlank()) {
            refuse(wire, "invalid_request", "input", "input is required");
        } else if (body.has("preset") ? !PRESETS.contains(preset) : model.isEmpty()) {
            refuse(wire, "invalid_parameter", "preset", "preset or model is required");
        } else if (!body.has("preset") && !model.contains("/")) {
            refuse(wire, "invalid_model", "model", "Invalid model: " + model);
        } else if (!trouble.answered(wire, question)) {
            begin(wire, body, preset, question);
        }
    }

    private void begin(Wire wire, JsonNode body, String preset, String question) throws IOException {
        boolean background = body.path("background").asBoolean();
        var run = new SimulatedRun(
                "resp_" + UUID.randomUUID(),
                question,
                preset,
                body.path("store").asBoolean(true),
                background ? lasts : Duration.ZERO,
                clock);
        runs.add(run);
        if (!trouble.drops(question)) {
            wire.json(200, bodies.of(run));
        }
    }

    private void cancel(Wire wire, String id) throws IOException {
        Optional<SimulatedRun> run = runs.find(id).filter(SimulatedRun::isOpen);
        if (run.isEmpty()) {
            wire.error(400, "invalid_request", "The run cannot be cancelled");
            return;
        }
        run.get().cancel();
        wire.json(200, Map.of("response_id", id, "status", "cancelling"));
    }

    private static void refuse(Wire wire, String type, String field, String message) throws IOException {
        wire.json(400, Map.of("error", Map.of("message", message, "type", type, "param", field, "code", 400)));
    }
}
