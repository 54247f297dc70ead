package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.json.BoundedJson;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what Slack sends within limits, and writes what it gets. */
final class SlackJson {

    private static final BoundedJson BODY = new BoundedJson(1 << 20, 1 << 18);

    private SlackJson() {}

    /** Empty for everything that is not one JSON object within the limits. */
    static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.of(BODY.object(body));
        } catch (BoundedJson.Unreadable _) {
            return Optional.empty();
        }
    }

    static byte[] write(JsonNode node) {
        return BoundedJson.write(node).getBytes(US_ASCII);
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
