package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.relaydesk.action.json.StrictJson;

/** A value as it stands in a setting. */
final class Literal {

    private Literal() {}

    /** A number, true or false when it is written as one; otherwise a text. */
    static JsonNode of(String value) {
        return StrictJson.read("[" + value + "]") instanceof StrictJson.Value(var list, int end)
                        && end == value.length() + 2
                        && list.size() == 1
                        && (list.get(0).isNumber() || list.get(0).isBoolean())
                ? list.get(0)
                : JsonNodeFactory.instance.textNode(value);
    }
}
