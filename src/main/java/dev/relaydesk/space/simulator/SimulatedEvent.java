package dev.relaydesk.space.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Builds the upstream events of one turn, with the fields of the real ones that anybody looks at. */
final class SimulatedEvent {

    private final Map<String, String> asked;
    private final String context;
    private final UUID backend;
    private final UUID first;
    private final Scenario scenario;
    private final String collection;
    private final String upstreamThread;
    private final String request;

    SimulatedEvent(
            Map<String, String> asked, String context, UUID backend, UUID first, Scenario scenario, String collection) {
        this.asked = asked;
        this.context = context;
        this.backend = backend;
        this.first = first;
        this.scenario = scenario;
        this.collection = collection;
        upstreamThread = UUID.nameUUIDFromBytes(context.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        request = asked.getOrDefault("frontend_uuid", UUID.randomUUID().toString());
    }

    Map<String, Object> inProgress(List<String> chunks, int offset) {
        Map<String, Object> event = envelope("PENDING", false);
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("progress", "IN_PROGRESS");
        block.put("chunks", chunks);
        block.put("chunk_starting_offset", offset);
        event.put("blocks", List.of(plan(), Map.of("intended_usage", usage(), "markdown_block", block)));
        return event;
    }

    Map<String, Object> failed() {
        Map<String, Object> event = envelope("FAILED", true);
        event.put("error_code", "INTERNAL_ERROR");
        event.put("error_message", "Something went wrong upstream");
        event.put("blocks", List.of());
        return event;
    }

    Map<String, Object> completed(ShopKnowledge.Answer answer) {
        Map<String, Object> event = envelope("COMPLETED", true);
        List<Map<String, Object>> results = Sources.of(answer, scenario == Scenario.FULL_SIZE);
        if (scenario == Scenario.PLAIN_TEXT) {
            event.put("text", answer.text());
            event.put("blocks", List.of());
            return event;
        }
        if (scenario != Scenario.ALT_BLOCK) {
            event.put("text", steps(answer, results));
        }
        List<Object> blocks = new ArrayList<>();
        blocks.add(plan());
        if (scenario != Scenario.FINAL_STEP) {
            Map<String, Object> markdown = new LinkedHashMap<>();
            markdown.put("progress", "DONE");
            markdown.put("chunks", answer.words());
            markdown.put("chunk_starting_offset", 0);
            markdown.put("answer", answer.text());
            blocks.add(Map.of("intended_usage", usage(), "markdown_block", markdown));
        }
        blocks.add(Map.of(
                "intended_usage",
                "web_results",
                "web_result_block",
                Map.of("progress", "DONE", "web_results", results)));
        blocks.add(Map.of("intended_usage", "answer_tabs", "answer_tabs_block", Map.of("progress", "DONE")));
        event.put("blocks", blocks);
        return event;
    }

    /** What {@code answer_only=true} makes of an event; without an answer when the wrapper finds none. */
    static Map<String, Object> compact(Map<String, Object> event) {
        Map<String, Object> compact = new LinkedHashMap<>();
        if (event.get("blocks") instanceof List<?> blocks) {
            for (Object each : blocks) {
                if (each instanceof Map<?, ?> block
                        && "ask_text".equals(block.get("intended_usage"))
                        && block.get("markdown_block") instanceof Map<?, ?> markdown) {
                    compact.put("progress", String.valueOf(markdown.get("progress")));
                    compact.put("answer", text(markdown));
                }
            }
        }
        compact.put("backend_uuid", String.valueOf(event.get("backend_uuid")));
        return compact;
    }

    private static String text(Map<?, ?> markdown) {
        if (markdown.get("answer") instanceof String answer) {
            return answer;
        }
        var joined = new StringBuilder();
        if (markdown.get("chunks") instanceof List<?> chunks) {
            chunks.forEach(joined::append);
        }
        return joined.toString();
    }

    private String usage() {
        return scenario == Scenario.ALT_BLOCK ? "ask_text_0_markdown" : "ask_text";
    }

    private static Map<String, Object> plan() {
        return Map.of("intended_usage", "plan", "plan_block", Map.of("progress", "DONE", "goals", List.of()));
    }

    private List<Object> steps(ShopKnowledge.Answer answer, List<Map<String, Object>> results) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("answer", answer.text());
        inner.put("web_results", results);
        inner.put("chunks", answer.words());
        inner.put("extra_web_results", List.of());
        inner.put("structured_answer", List.of());
        String prompt = asked.getOrDefault("q", "");
        return List.of(
                Map.of("step_type", "INITIAL_QUERY", "content", Map.of("query", prompt), "uuid", ""),
                Map.of("step_type", "SEARCH_WEB", "content", Map.of("queries", List.of()), "uuid", ""),
                Map.of("step_type", "SEARCH_RESULTS", "content", Map.of("web_results", results), "uuid", ""),
                Map.of("step_type", "FINAL", "content", Map.of("answer", Wire.text(inner)), "uuid", ""));
    }

    private Map<String, Object> envelope(String status, boolean last) {
        String prompt = asked.getOrDefault("q", "");
        String mode = asked.getOrDefault("mode", "auto");
        String space = asked.getOrDefault("collection_uuid", "");
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("backend_uuid", backend.toString());
        event.put("context_uuid", upstreamThread);
        event.put("uuid", request);
        event.put("frontend_uuid", request);
        event.put("frontend_context_uuid", context);
        event.put("status", status);
        event.put("thread_title", prompt);
        event.put("thread_url_slug", Slugs.slug(prompt, first.toString()));
        event.put("related_queries", last ? List.of("How long is the warranty?") : List.of());
        event.put("read_write_token", UUID.randomUUID().toString());
        event.put("final", last);
        event.put("final_sse_message", last);
        event.put("text_completed", last);
        event.put("display_model", mode.equals("auto") ? "turbo" : "pplx_pro");
        event.put("mode", mode.equals("auto") ? "CONCISE" : "COPILOT");
        event.put("query_str", prompt);
        event.put("query_source", space.isEmpty() ? "default" : "collection");
        event.put("sources", Map.of("sources", List.of(asked.getOrDefault("sources", "web"))));
        if (!space.isEmpty()) {
            String uuid = scenario == Scenario.FOREIGN_COLLECTION ? "00000000-0000-4000-8000-00000000f00d" : space;
            event.put(
                    "collection_info",
                    Map.of(
                            "uuid",
                            uuid,
                            "slug",
                            Slugs.slug("support-kb", collection),
                            "title",
                            "Support KB",
                            "instructions",
                            "You answer for Aldermoor, a small furniture shop. [confidential]"));
        }
        return event;
    }
}
