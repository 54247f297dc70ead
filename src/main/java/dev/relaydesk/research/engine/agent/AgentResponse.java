package dev.relaydesk.research.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.remote.FoundSources;
import dev.relaydesk.research.engine.remote.RemoteJson;
import dev.relaydesk.research.engine.remote.RemoteState;
import dev.relaydesk.research.engine.remote.ReportText;
import java.math.BigDecimal;
import java.util.Set;

/** What a response object says. Its times are those of the call, so they are not looked at. */
final class AgentResponse {

    private static final Set<String> OPEN = Set.of("queued", "in_progress", "requires_action");

    private AgentResponse() {}

    static boolean isOpen(JsonNode body) {
        return OPEN.contains(body.path("status").asText(""));
    }

    static RemoteState state(Order order, JsonNode body) {
        String status = body.path("status").asText("");
        BigDecimal cost = RemoteJson.costUsd(body.path("usage"));
        return switch (status) {
            case "queued" -> new RemoteState.Working(status, 5, "Perplexity has the question");
            case "in_progress" -> new RemoteState.Working(status, 20, "Perplexity is researching");
            case "cancelling" -> new RemoteState.Working(status, 90, "Perplexity is stopping");
            case "requires_action" -> new RemoteState.Stuck(status, "Perplexity waits for a tool that was not offered");
            case "completed" -> completed(order, body, cost);
            case "incomplete" ->
                new RemoteState.Ended(
                        status,
                        said(
                                "Perplexity stopped early",
                                body.path("incomplete_details").path("reason")),
                        cost);
            case "failed" ->
                new RemoteState.Ended(
                        "remote_failed",
                        said("Perplexity failed", body.path("error").path("message")),
                        cost);
            case "cancelled" -> new RemoteState.Ended("remote_cancelled", "The run was cancelled at Perplexity", cost);
            default -> new RemoteState.Odd("Perplexity answered without a status that we know");
        };
    }

    private static RemoteState completed(Order order, JsonNode body, BigDecimal cost) {
        var sources = new FoundSources();
        var text = new StringBuilder();
        for (JsonNode item : body.path("output")) {
            switch (item.path("type").asText("")) {
                case "search_results" ->
                    item.path("results")
                            .forEach(result -> sources.add(result.path("id").asInt(), result));
                case "fetch_url_results" -> item.path("contents").forEach(sources::addUncounted);
                case "message" -> {
                    for (JsonNode part : item.path("content")) {
                        if (part.path("type").asText("").equals("output_text")) {
                            text.append(part.path("text").asText(""));
                        }
                    }
                }
                default -> {
                    // The set is open: what we do not know is none of the answer.
                }
            }
        }
        return new RemoteState.Done(ReportText.report(order.question(), text.toString(), sources), cost);
    }

    private static String said(String sentence, JsonNode why) {
        String word = ReportText.word(why.asText(""));
        return word.isEmpty() ? sentence : sentence + ": " + word;
    }
}
