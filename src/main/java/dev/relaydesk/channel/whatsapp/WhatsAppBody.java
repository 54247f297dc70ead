package dev.relaydesk.channel.whatsapp;

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

/** Reads webhook bodies within limits, and writes parts of them back in a form that PostgreSQL can hold. */
final class WhatsAppBody {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(4 << 20)
                            .maxNestingDepth(64)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(100)
                            .maxNameLength(256)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
    private static final ObjectWriter WRITER = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private WhatsAppBody() {}

    /**
     * @throws Unreadable whatever is wrong: not JSON, too deep, too long a string, number or name, something after the end
     */
    static JsonNode read(byte[] body) throws Unreadable {
        try {
            JsonNode root = READER.readValue(body);
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
    static String write(JsonNode node) {
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A body that is not the JSON we can take. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}
