package dev.relaydesk.research.engine.async;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.remote.FoundSources;
import dev.relaydesk.research.engine.remote.RemoteJson;
import dev.relaydesk.research.engine.remote.RemoteState;
import dev.relaydesk.research.engine.remote.ReportText;
import java.util.Locale;

/** What a job object says, in either form: they differ in the case of the status and in two names. */
final class AsyncJob {

    private AsyncJob() {}

    static RemoteState state(Order order, JsonNode body) {
        JsonNode result = body.path("response").isObject() ? body.path("response") : body.path("result");
        var cost = RemoteJson.costUsd(result.path("usage"));
        String status = body.path("status").asText("").toLowerCase(Locale.ROOT);
        return switch (status) {
            case "created", "pending", "queued" -> new RemoteState.Working("queued", 5, "The server has the question");
            case "in_progress", "processing", "running" ->
                new RemoteState.Working("in_progress", 20, "The server is researching");
            case "completed" -> new RemoteState.Done(report(order, result), cost);
            case "failed" -> new RemoteState.Ended("remote_failed", failure(body), cost);
            case "cancelled" -> new RemoteState.Ended("remote_cancelled", "The run was cancelled at the server", cost);
            default -> new RemoteState.Odd("The server answered without a status that we know");
        };
    }

    private static Report report(Order order, JsonNode completion) {
        var sources = new FoundSources();
        JsonNode results = completion.path("search_results");
        if (results.isArray() && !results.isEmpty()) {
            results.forEach(result -> sources.add(0, result));
        } else {
            completion
                    .path("citations")
                    .forEach(url -> sources.add(0, RemoteJson.object().put("url", url.asText(""))));
        }
        String text = completion
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText("");
        return ReportText.report(order.question(), withoutThoughts(text), sources);
    }

    /** A reasoning model thinks aloud before it answers; one that was cut off has not answered. */
    private static String withoutThoughts(String text) {
        String stripped = text.stripLeading();
        if (!stripped.startsWith("<think>")) {
            return text;
        }
        int end = stripped.indexOf("</think>");
        return end < 0 ? "" : stripped.substring(end + "</think>".length());
    }

    private static String failure(JsonNode body) {
        JsonNode error = body.path("error_message").isTextual() ? body.path("error_message") : body.path("error");
        String word = ReportText.word(error.path("message").asText(error.asText("")));
        return word.isEmpty() ? "The server failed" : "The server failed: " + word;
    }
}
