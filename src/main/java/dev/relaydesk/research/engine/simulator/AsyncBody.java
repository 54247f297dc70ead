package dev.relaydesk.research.engine.simulator;

import dev.relaydesk.research.engine.simulator.SimulatedRun.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Job objects of the asynchronous calls. They know four states only. */
final class AsyncBody {

    private final SimulatedReports reports;

    AsyncBody(SimulatedReports reports) {
        this.reports = reports;
    }

    Map<String, Object> summary(SimulatedRun run) {
        String status = status(run);
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("id", run.id);
        job.put("model", run.model);
        job.put("status", status);
        job.put("created_at", run.created.getEpochSecond());
        job.put("started_at", status.equals("CREATED") ? null : run.started().getEpochSecond());
        job.put("completed_at", status.equals("COMPLETED") ? run.ended().getEpochSecond() : null);
        job.put("failed_at", status.equals("FAILED") ? run.ended().getEpochSecond() : null);
        return job;
    }

    Map<String, Object> whole(SimulatedRun run) {
        Map<String, Object> job = summary(run);
        job.put("error_message", run.state() == State.FAILED ? "upstream search failed" : null);
        job.put("response", run.state() == State.COMPLETED ? completion(run) : null);
        return job;
    }

    Map<String, Object> bare(SimulatedRun run) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("job_id", run.id);
        job.put("status", status(run).toLowerCase(Locale.ROOT));
        job.put("result", run.state() == State.COMPLETED ? completion(run) : null);
        job.put("error", run.state() == State.FAILED ? "upstream search failed" : null);
        return job;
    }

    private static String status(SimulatedRun run) {
        return switch (run.state()) {
            case QUEUED -> "CREATED";
            case IN_PROGRESS, REQUIRES_ACTION -> "IN_PROGRESS";
            case COMPLETED -> "COMPLETED";
            case INCOMPLETE, FAILED, CANCELLED -> "FAILED";
        };
    }

    private Map<String, Object> completion(SimulatedRun run) {
        SimulatedReports.Found found = reports.found(run);
        String text = "<think>What could be meant?</think>\n" + found.text().replace("[web:", "[");
        Map<String, Object> completion = new LinkedHashMap<>();
        completion.put("id", "c-" + run.id);
        completion.put("model", run.model);
        completion.put("created", run.ended().getEpochSecond());
        completion.put("object", "chat.completion");
        completion.put(
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", text),
                        "delta",
                        Map.of("role", "assistant", "content", ""))));
        completion.put("search_results", found.sources());
        completion.put(
                "citations",
                found.sources().stream().map(SimulatedReports.Source::url).toList());
        completion.put(
                "usage",
                Map.of(
                        "prompt_tokens", 30,
                        "completion_tokens", 7000,
                        "total_tokens", 7030,
                        "num_search_queries", 18,
                        "cost",
                                Map.of(
                                        "input_tokens_cost", 0.0001,
                                        "output_tokens_cost", 0.056,
                                        "total_cost", run.scenario == Scenario.DEAR ? 12 : 0.3961)));
        return completion;
    }
}
