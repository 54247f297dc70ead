package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** An action the model may ask for, and what its parameters must look like. */
public final class ActionDefinition {

    /** How many faults are told; a model that made twenty does not read them all. */
    private static final int MOST_FAULTS = 5;

    private final String name;
    private final JsonNode source;
    private final Schema schema;

    ActionDefinition(String name, JsonNode source, Schema schema) {
        this.name = name;
        this.source = source;
        this.schema = schema;
    }

    public String name() {
        return name;
    }

    public String title() {
        return source.path("title").asText();
    }

    public String description() {
        return source.path("description").asText();
    }

    /** The schema of its parameters, as the file has it. Not to be changed. */
    public JsonNode schema() {
        return source;
    }

    /** Parameters that fulfil the schema. Not to be changed. */
    public List<JsonNode> examples() {
        List<JsonNode> examples = new ArrayList<>();
        source.path("examples").forEach(examples::add);
        return List.copyOf(examples);
    }

    /** What is wrong with parameters, where and why; empty when they fulfil the schema. */
    public List<String> faults(JsonNode parameters) {
        return schema.validate(parameters).stream()
                .map(error -> place(error.getInstanceLocation().toString()) + error.getMessage())
                .distinct()
                .limit(MOST_FAULTS)
                .toList();
    }

    /** Everything in valid parameters that must belong to the customer. */
    public List<Reference> references(ObjectNode parameters) {
        var references = new References(source);
        references.collect(source, parameters);
        return references.found();
    }

    private static String place(String instanceLocation) {
        return instanceLocation.isEmpty() ? "" : instanceLocation + " ";
    }
}
