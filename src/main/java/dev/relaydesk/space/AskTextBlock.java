package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rendered block that holds the answer. The usage has had two names; either may be sent. */
final class AskTextBlock {

    private boolean askText;
    private boolean done;
    private @Nullable String text;
    private List<String> chunks = new ArrayList<>();
    private @Nullable Integer offset;

    void usage(@Nullable String usage) {
        askText = "ask_text".equals(usage) || "ask_text_0_markdown".equals(usage);
    }

    void field(String name, JsonParser in) throws IOException {
        switch (name) {
            case "progress" -> done = "DONE".equals(WrapperJson.shortText(in));
            case "answer" -> text = WrapperJson.string(in);
            case "chunk_starting_offset" -> {
                if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    int value = in.getIntValue();
                    offset = value >= 0 ? value : null;
                } else {
                    in.skipChildren();
                }
            }
            case "chunks" -> chunks(in);
            default -> in.skipChildren();
        }
    }

    /** The chunks of a finished answer say nothing that the answer does not. */
    private void chunks(JsonParser in) throws IOException {
        if (done) {
            in.skipChildren();
            return;
        }
        WrapperJson.array(in, value -> {
            String chunk = WrapperJson.string(value);
            if (chunk != null) {
                chunks.add(chunk);
            }
        });
    }

    /** Takes over another block of the same event if that one holds an answer and this one does not. */
    void adopt(AskTextBlock other) {
        if (other.askText && answer() == null) {
            askText = true;
            done = other.done;
            text = other.text;
            chunks = other.chunks;
            offset = other.offset;
        }
    }

    /** The finished answer, or null while there is none. */
    @Nullable
    String answer() {
        return askText && done ? text : null;
    }

    /** Pieces of an unfinished answer. */
    List<String> pieces() {
        if (!askText || done) {
            return List.of();
        }
        return chunks.isEmpty() && text != null ? List.of(text) : List.copyOf(chunks);
    }

    /** Index of the first piece; null when the block does not say, or gives the text instead of pieces. */
    @Nullable
    Integer offset() {
        return chunks.isEmpty() ? null : offset;
    }
}
