package dev.relaydesk.research.engine.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** Reads a stranger's JSON within limits, and figures out of it. */
public final class RemoteJson {

    /** Reports are some ten thousand words; what was found beside them is longer. */
    static final int LONGEST = 4 << 20;

    /** No run costs so much; a figure above it is a mistake. */
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1000);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LONGEST)
                            .maxNestingDepth(64)
                            .maxStringLength(2 << 20)
                            .maxNumberLength(100)
                            .maxNameLength(256)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RemoteJson() {}

    /** Missing when it is no object, or beyond the limits. */
    static JsonNode object(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            return root != null && root.isObject() ? root : MissingNode.getInstance();
        } catch (IOException | RuntimeException _) {
            return MissingNode.getInstance();
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code usage} says in US dollars; zero when it says nothing that can be true. */
    public static BigDecimal costUsd(JsonNode usage) {
        JsonNode cost = usage.path("cost").path("total_cost");
        BigDecimal usd = cost.isNumber() ? cost.decimalValue() : BigDecimal.ZERO;
        return usd.signum() < 0 || usd.compareTo(DEAREST) > 0 ? BigDecimal.ZERO : usd;
    }

    /** An id as it may be put into a row and a path; empty when it is none. */
    public static String id(JsonNode id) {
        String text = id.isTextual() ? id.textValue() : "";
        return text.length() <= 200 && text.matches("[\\x21-\\x7e]+") ? text : "";
    }
}
