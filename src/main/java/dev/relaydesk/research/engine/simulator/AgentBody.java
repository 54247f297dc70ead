package dev.relaydesk.research.engine.simulator;

import dev.relaydesk.research.engine.simulator.SimulatedRun.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Response objects. */
final class AgentBody {

    private final SimulatedReports reports;
    private final Clock clock;

    AgentBody(SimulatedReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    Map<String, Object> of(SimulatedRun run) {
        State state = run.state();
        boolean completed = state == State.COMPLETED;
        boolean paid = completed || state == State.INCOMPLETE;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", run.id);
        body.put("object", "response");
        body.put("status", state.name().toLowerCase(Locale.ROOT));
        body.put("background", true);
        body.put("store", run.stored);
        body.put("model", completed ? "simulated/researcher" : run.model);
        // The time of the call, not of the run.
        body.put("created_at", clock.instant().getEpochSecond());
        body.put("completed_at", completed ? run.ended().getEpochSecond() : null);
        body.put("output", completed ? output(reports.found(run)) : List.of());
        body.put("usage", paid ? usage(run) : null);
        body.put("error", error(state));
        body.put("incomplete_details", state == State.INCOMPLETE ? Map.of("reason", "max_output_tokens") : null);
        return body;
    }

    private static List<Map<String, Object>> output(SimulatedReports.Found found) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (SimulatedReports.Source source : found.sources()) {
            results.add(Map.of(
                    "id",
                    results.size() + 1,
                    "title",
                    source.title(),
                    "url",
                    source.url(),
                    "snippet",
                    "",
                    "source",
                    "web"));
        }
        return List.of(
                Map.of("type", "search_results", "queries", List.of("furniture"), "results", results),
                Map.of(
                        "type", "message",
                        "id", "msg_1",
                        "role", "assistant",
                        "status", "completed",
                        "content",
                                List.of(Map.of(
                                        "type", "output_text", "text", found.text(), "annotations", List.of()))));
    }

    private static Map<String, Object> usage(SimulatedRun run) {
        double tools = run.scenario == Scenario.DEAR ? 12 : 0.006;
        return Map.of(
                "input_tokens", 9000,
                "output_tokens", 1200,
                "total_tokens", 10200,
                "cost",
                        Map.of(
                                "currency",
                                "USD",
                                "input_cost",
                                0.004,
                                "output_cost",
                                0.006,
                                "tool_calls_cost",
                                tools,
                                "total_cost",
                                tools + 0.010));
    }

    private static @Nullable Map<String, Object> error(State state) {
        return switch (state) {
            case FAILED -> Map.of("code", "server_error", "message", "upstream search failed", "type", "server_error");
            case CANCELLED -> Map.of("code", "cancelled", "message", "The run was cancelled", "type", "cancelled");
            case QUEUED, IN_PROGRESS, REQUIRES_ACTION, COMPLETED, INCOMPLETE -> null;
        };
    }
}
