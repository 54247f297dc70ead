package dev.relaydesk.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads what a stranger sends within limits, and writes JSON in a form that everybody can hold. */
public final class BoundedJson {

    private static final ObjectWriter WRITER =
            JsonMapper.builder().build().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final ObjectReader reader;

    /**
     * Besides these limits there are 64 levels, numbers of 100 characters and names of 256.
     *
     * @param longestBody in bytes
     * @param longestString in characters
     */
    public BoundedJson(int longestBody, int longestString) {
        var limits = StreamReadConstraints.builder()
                .maxDocumentLength(longestBody)
                .maxNestingDepth(64)
                .maxStringLength(longestString)
                .maxNumberLength(100)
                .maxNameLength(256)
                .build();
        reader = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(JsonNode.class);
    }

    /**
     * The object that the body is.
     *
     * @throws Unreadable whatever is wrong: no JSON object, too deep, too long a string, number or name, something after the end
     */
    public JsonNode object(byte[] body) throws Unreadable {
        try {
            JsonNode root = reader.readValue(body);
            if (root == null || !root.isObject()) {
                throw new Unreadable("not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new Unreadable(e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            throw new Unreadable(e.getClass().getSimpleName());
        }
    }

    /** JSON in ASCII: what PostgreSQL cannot hold, such as U+0000 or half a surrogate pair, stays an escape. */
    public static String write(JsonNode node) {
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A body that is not the JSON we can take. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        public Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}
