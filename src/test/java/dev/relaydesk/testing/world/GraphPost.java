package dev.relaydesk.testing.world;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What interests us in a body posted to the Graph API; {@code status} is there for read marks only. */
record GraphPost(
        @Nullable String product,
        @Nullable String to,
        @Nullable String text,
        @Nullable String correlationId,
        @Nullable String status) {

    private static final JsonFactory JSON = new JsonFactory();

    static GraphPost parse(byte[] body) throws IOException {
        String product = null;
        String to = null;
        String text = null;
        String correlationId = null;
        String status = null;
        try (JsonParser parser = JSON.createParser(body)) {
            int depth = 0;
            String outer = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.FIELD_NAME && depth == 1) {
                    outer = parser.currentName();
                } else if (token == JsonToken.VALUE_STRING && depth == 1) {
                    switch (outer) {
                        case "messaging_product" -> product = parser.getText();
                        case "to", "recipient" -> to = parser.getText();
                        case "biz_opaque_callback_data" -> correlationId = parser.getText();
                        case "status" -> status = parser.getText();
                        default -> {}
                    }
                } else if (token == JsonToken.VALUE_STRING
                        && (outer.equals("text") && "body".equals(parser.currentName())
                                || outer.equals("interactive") && "text".equals(parser.currentName()))) {
                    text = parser.getText();
                }
            }
        }
        return new GraphPost(product, to, text, correlationId, status);
    }
}
