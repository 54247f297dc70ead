package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what Slack sends within limits, and writes what it gets. */
final class SlackJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(1 << 20)
                            .maxNestingDepth(64)
                            .maxStringLength(1 << 18)
                            .maxNumberLength(100)
                            .maxNameLength(256)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
    private static final ObjectWriter WRITER = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private SlackJson() {}

    /** Empty for everything that is not one JSON object within the limits. */
    static Optional<JsonNode> object(byte[] body) {
        try {
            JsonNode root = READER.readValue(body);
            return root != null && root.isObject() ? Optional.of(root) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return WRITER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The string of that name if it looks as it should; null otherwise. */
    static @Nullable String field(JsonNode node, String name, Pattern shape) {
        JsonNode value = node.path(name);
        return value.isTextual() && shape.matcher(value.textValue()).matches() ? value.textValue() : null;
    }

    /** A text that PostgreSQL can hold: without U+0000, and with a question mark for half a surrogate pair. */
    static String text(JsonNode node, String name) {
        return new String(node.path(name).asText("").replace("\0", "").getBytes(UTF_8), UTF_8);
    }
}
