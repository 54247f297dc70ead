package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Token-wise reading of the wrapper's JSON, with limits: nothing here ever builds a tree. */
final class WrapperJson {

    /** Most bytes of one reply or one event. Real ones have up to 180 KB. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(2 * 1024 * 1024)
                    .maxNameLength(1000)
                    .maxNumberLength(100)
                    .maxTokenCount(2_000_000)
                    .build())
            .build();

    private static final int SHORT = 500;

    private WrapperJson() {}

    /** What to do with the field the parser stands on; its value is the current token and must be read to its end. */
    @FunctionalInterface
    interface Field {
        void read(String name, JsonParser value) throws IOException;
    }

    /** Goes through an object; anything else is skipped. The parser stands on its first token. */
    static void object(JsonParser in, Field field) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            field.read(name, in);
        }
    }

    /** Goes through an array, standing on the first token of each element; anything else is skipped. */
    static void array(JsonParser in, Element element) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            element.read(in);
        }
    }

    /** What to do with an element; it must be read to its end. */
    @FunctionalInterface
    interface Element {
        void read(JsonParser value) throws IOException;
    }

    /** The text of a string; null for anything else, which is skipped. */
    static @Nullable String string(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        in.skipChildren();
        return null;
    }

    /** An id, a name or a code: short, a string or a number. Longer ones are nobody's ids and count as absent. */
    static @Nullable String shortText(JsonParser in) throws IOException {
        if (in.currentToken().isStructStart()) {
            in.skipChildren();
            return null;
        }
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = in.getText();
        return text.isBlank() || text.length() > SHORT ? null : text;
    }

    static boolean isTrue(JsonParser in) throws IOException {
        in.skipChildren();
        return in.currentToken() == JsonToken.VALUE_TRUE;
    }
}
