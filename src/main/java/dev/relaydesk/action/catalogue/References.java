package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Walks parameters along their schema and picks what is marked. Of alternatives every one counts: rather too much. */
final class References {

    static final String KEYWORD = "x-belongs-to-customer";

    private final JsonNode root;
    private final List<Reference> found = new ArrayList<>();

    References(JsonNode root) {
        this.root = root;
    }

    List<Reference> found() {
        return List.copyOf(found);
    }

    void collect(JsonNode schema, JsonNode value) {
        if (schema.has(KEYWORD) && value.isValueNode() && !value.isNull()) {
            found.add(new Reference(schema.path(KEYWORD).asText(), value.asText()));
        }
        if (schema.has("$ref")) {
            collect(root.at(schema.path("$ref").asText().substring(1)), value);
        }
        for (String alternatives : List.of("anyOf", "oneOf")) {
            schema.path(alternatives).forEach(each -> collect(each, value));
        }
        if (value.isArray()) {
            value.forEach(each -> collect(schema.path("items"), each));
        }
        value.properties().forEach(each -> {
            JsonNode property = schema.path("properties").path(each.getKey());
            collect(property.isMissingNode() ? schema.path("additionalProperties") : property, each.getValue());
        });
    }
}
