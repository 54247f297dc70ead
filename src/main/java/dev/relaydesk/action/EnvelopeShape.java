package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an envelope looks like, and what only wants to be one. */
final class EnvelopeShape {

    /** Characters. The reason is for staff and for the log of actions, not for the customer. */
    static final int LONGEST_REASON = 1000;

    private static final List<String> KEYS = List.of("action", "reason", "metadata");

    /** The beginning of an object whose first key is one of ours, however it is quoted. */
    private static final Pattern BROKEN_ATTEMPT = Pattern.compile(
            "\\{[\\s\\p{Cf}\\p{Z}]*+[\"'`\\\\\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]*+(?i:action|reason|metadata)"
                    + "[\"'`\\\\\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]*+[\\s\\p{Cf}\\p{Z}]*+:");

    private EnvelopeShape() {}

    /** Whether an object within a text was meant as a request; other JSON may be a sample for the customer. */
    static boolean isAttempt(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(key -> keys.add(key.strip().toLowerCase(Locale.ROOT)));
        return keys.contains("action")
                && (KEYS.containsAll(keys) || keys.contains("reason") || keys.contains("metadata"));
    }

    /** The same for something that is no JSON. */
    static boolean isBrokenAttempt(String text, int from) {
        return BROKEN_ATTEMPT.matcher(text).region(from, text.length()).lookingAt();
    }

    static Decoded check(JsonNode node, boolean inProse) {
        for (var each : node.properties()) {
            if (!KEYS.contains(each.getKey())) {
                return wrong("it has a key besides action, reason and metadata");
            }
        }
        String action = node.path("action").textValue();
        String reason = node.path("reason").textValue();
        if (action == null || action.isBlank()) {
            return wrong("action must be the name of an action");
        }
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            return wrong("reason must be a text of 1 to %d characters".formatted(LONGEST_REASON));
        }
        return switch (node.get("metadata")) {
            case null -> new Decoded.Envelope(action, reason, JsonNodeFactory.instance.objectNode(), inProse);
            case ObjectNode metadata -> new Decoded.Envelope(action, reason, metadata, inProse);
            case JsonNode _ -> wrong("metadata must be an object");
        };
    }

    private static Decoded wrong(String detail) {
        return new Decoded.Refused(Verdict.WRONG_ENVELOPE, detail);
    }
}
