package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;

/** Writes replies as the wrapper does with {@code answer_only=false}: the last upstream event, padded like a real one. */
final class WrapperReply {

    /** Search results, which are what makes a real reply large. */
    private final String results;

    WrapperReply(int kilobytes) {
        StringBuilder all = new StringBuilder("[");
        int target = Math.max(0, kilobytes * 1024 - 1800);
        for (int i = 0; all.length() < target / 2 || i == 0; i++) {
            all.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"Terms, part ")
                    .append(i)
                    .append("\",\"url\":\"https://shop.example/terms/")
                    .append(i)
                    .append("\",\"snippet\":\"")
                    .append(kilobytes > 8 ? "Goods may be sent back within thirty days. ".repeat(12) : "")
                    .append(
                            "\",\"timestamp\":\"2026-05-04T10:00:00\",\"meta_data\":{\"domain_name\":\"shop\"},\"is_attachment\":false}");
        }
        results = all.append(']').toString();
    }

    byte[] full(Map<String, String> query, Call call, String text, String account) {
        String event = event(query, call, text, "COMPLETED", "DONE", 0, true);
        return (event.substring(0, event.length() - 1) + ",\"account_used\":" + AsciiJson.quote(account) + "}")
                .getBytes(UTF_8);
    }

    /** Two growing pieces, the whole, the end; the wrapper sends no heartbeats and no event names. */
    void stream(HttpConnection connection, Map<String, String> query, Call call, String text, String account)
            throws IOException {
        connection.startStream("text/event-stream; charset=utf-8");
        int half = text.length() / 2;
        frame(connection, event(query, call, text.substring(0, half), "PENDING", "IN_PROGRESS", 0, false), account);
        frame(connection, event(query, call, text.substring(half), "PENDING", "IN_PROGRESS", 1, false), account);
        frame(connection, event(query, call, text, "COMPLETED", "DONE", 0, true), account);
        connection.sendChunk(("data: {\"type\": \"content\", \"content\": \"\", \"done\": true, \"account_used\": "
                        + AsciiJson.quote(account) + "}\n\n")
                .getBytes(UTF_8));
        connection.endStream();
    }

    private static void frame(HttpConnection connection, String event, String account) throws IOException {
        connection.sendChunk(("data: {\"type\": \"content\", \"content\": " + event
                        + ", \"done\": false, \"account_used\": " + AsciiJson.quote(account) + "}\n\n")
                .getBytes(UTF_8));
    }

    private String event(
            Map<String, String> query,
            Call call,
            String text,
            String status,
            String progress,
            int offset,
            boolean last) {
        String answer = AsciiJson.quote(text);
        String frontend = AsciiJson.quote(String.valueOf(call.frontend()));
        String prompt = AsciiJson.quote(query.getOrDefault("q", ""));
        String collection = query.get("collection_uuid");
        StringBuilder out = new StringBuilder(results.length() * 2 + 2048);
        out.append("{\"backend_uuid\":\"")
                .append(call.backendAfter())
                .append(
                        "\",\"context_uuid\":\"5d7f2c4e-1d7a-47b5-8f1e-2f0f6f3a9b22\",\"uuid\":\"c1a4c0de-0000-4000-8000-00000000a001\"")
                .append(",\"frontend_uuid\":\"c1a4c0de-0000-4000-8000-00000000a001\",\"frontend_context_uuid\":")
                .append(frontend)
                .append(",\"thread_url_slug\":\"support-C48_DlWzTQ6aPG8vHwp8EQ\",\"thread_title\":")
                .append(prompt)
                .append(
                        ",\"related_queries\":[],\"read_write_token\":\"a7d9b4de-0b7e-4f57-a1c4-4b59d8a3c001\",\"status\":\"")
                .append(status)
                .append("\",\"final\":")
                .append(last)
                .append(",\"final_sse_message\":")
                .append(last)
                .append(",\"text_completed\":")
                .append(last)
                .append(",\"display_model\":\"turbo\",\"mode\":\"CONCISE\",\"query_str\":")
                .append(prompt)
                .append(",\"query_source\":\"collection\",\"sources\":[\"web\"]");
        if (collection != null && !collection.isEmpty()) {
            out.append(",\"collection_info\":{\"uuid\":")
                    .append(AsciiJson.quote(collection))
                    .append(
                            ",\"slug\":\"support-kb-L20MOptBTleMIB1eepCz9A\",\"title\":\"Support KB\",\"instructions\":\"Be kind.\"}");
        }
        if (last) {
            out.append(",\"text\":[{\"step_type\":\"INITIAL_QUERY\",\"content\":{\"query\":")
                    .append(prompt)
                    .append(
                            "},\"uuid\":\"\"},{\"step_type\":\"SEARCH_RESULTS\",\"uuid\":\"\",\"content\":{\"web_results\":")
                    .append(results)
                    .append("}},{\"step_type\":\"FINAL\",\"uuid\":\"\",\"content\":{\"answer\":")
                    .append(AsciiJson.quote("{\"answer\":" + answer + ",\"web_results\":[],\"chunks\":[" + answer
                            + "],\"extra_web_results\":[],\"structured_answer\":[]}"))
                    .append("}}]");
        }
        return out.append(
                        ",\"blocks\":[{\"intended_usage\":\"plan\",\"plan_block\":{\"progress\":\"DONE\",\"goals\":[],\"final\":true}}")
                .append(",{\"intended_usage\":\"ask_text\",\"markdown_block\":{\"progress\":\"")
                .append(progress)
                .append("\",\"chunks\":[")
                .append(answer)
                .append("],\"chunk_starting_offset\":")
                .append(offset)
                .append(last ? ",\"answer\":" + answer : "")
                .append("}}")
                .append(
                        ",{\"intended_usage\":\"web_results\",\"web_result_block\":{\"progress\":\"DONE\",\"web_results\":")
                .append(last ? results : "[]")
                .append("}}]}")
                .toString();
    }
}
