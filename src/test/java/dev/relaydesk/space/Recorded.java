package dev.relaydesk.space;

import java.util.List;

/** Replies in the wrapper's words. */
final class Recorded {

    static final String END = frame("{\"type\":\"content\",\"content\":\"\",\"done\":true,\"account_used\":\"a\"}");

    private Recorded() {}

    static String frame(String json) {
        return "data: " + json + "\n\n";
    }

    static String content(String event) {
        return frame("{\"type\":\"content\",\"content\":" + event + ",\"done\":false,\"account_used\":\"a\"}");
    }

    static String piece(int offset, List<String> chunks) {
        String list = String.join(",", chunks.stream().map(Recorded::quoted).toList());
        return """
                {"backend_uuid":"b-1","status":"PENDING","final":false,"blocks":[{"intended_usage":"ask_text",\
                "markdown_block":{"progress":"IN_PROGRESS","chunks":[%s],"chunk_starting_offset":%d}}]}""".formatted(list, offset);
    }

    static String whole(String answer) {
        return """
                {"backend_uuid":"b-1","status":"COMPLETED","final":true,"blocks":[{"intended_usage":"ask_text",\
                "markdown_block":{"progress":"DONE","chunks":[],"chunk_starting_offset":0,"answer":%s}}]}""".formatted(quoted(answer));
    }

    static String compactPiece(String text) {
        return "{\"progress\":\"IN_PROGRESS\",\"answer\":%s,\"backend_uuid\":\"b-1\"}".formatted(quoted(text));
    }

    static String compactWhole(String text) {
        return "{\"progress\":\"DONE\",\"answer\":%s,\"backend_uuid\":\"b-1\"}".formatted(quoted(text));
    }

    /** As JSON, with the text's own characters and not as escapes, so that a cut can go through a character. */
    static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ' || Character.isSurrogate(c)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
