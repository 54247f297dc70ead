package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a schema of an action must be like: closed, bounded in every direction, and without anything that reaches outside
 * its file. A model that is wholly hostile can then send only so much of so little.
 */
final class SchemaRules {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    static final int LONGEST_TEXT = 10_000;
    static final int MOST_ITEMS = 100;
    static final int MOST_PROPERTIES = 50;

    static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$comment",
            "$defs",
            "$ref",
            "title",
            "description",
            "examples",
            "default",
            "deprecated",
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "anyOf",
            "oneOf",
            References.KEYWORD);

    private static final Set<String> FORMATS =
            Set.of("date", "date-time", "time", "email", "hostname", "ipv4", "ipv6", "uri", "uuid");

    private static final Pattern LOCAL_REFERENCE = Pattern.compile("#/\\$defs/[A-Za-z0-9_-]+");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z_]{0,39}");

    private final String file;
    private final SchemaText text;
    private final List<SchemaProblem> problems = new ArrayList<>();

    private SchemaRules(String file, SchemaText text) {
        this.file = file;
        this.text = text;
    }

    /** Everything that is wrong with it, in the order of the file. */
    static List<SchemaProblem> problems(String file, SchemaText text) {
        var rules = new SchemaRules(file, text);
        rules.root(text.tree());
        return List.copyOf(rules.problems);
    }

    private void root(JsonNode root) {
        if (!root.isObject() || !"object".equals(root.path("type").textValue())) {
            report("", "the schema does not describe an object", "begin with \"type\": \"object\"");
            return;
        }
        if (root.has("$schema") && !DIALECT.equals(root.path("$schema").textValue())) {
            report("/$schema", "the dialect is not draft 2020-12", "write " + DIALECT);
        }
        for (String said : List.of("title", "description")) {
            if (root.path(said).asText().isBlank()) {
                report("", "it has no " + said, "say in \"" + said + "\" what the action is, the model reads it");
            }
        }
        if (!root.path("examples").isArray() || root.path("examples").isEmpty()) {
            report("", "it has no examples", "add \"examples\" with at least one object that fulfils the schema");
        }
        if (root.path("additionalProperties").isObject()) {
            report("/additionalProperties", "the parameters are open", "set \"additionalProperties\": false");
        }
        schema(root, "");
        root.path("$defs").properties().forEach(each -> schema(each.getValue(), "/$defs/" + each.getKey()));
    }

    private void schema(JsonNode schema, String at) {
        if (!schema.isObject()) {
            report(
                    at,
                    "this is no schema but " + schema.getNodeType().toString().toLowerCase(Locale.ROOT),
                    "describe the value with an object");
            return;
        }
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                report(at + "/" + keyword, "the keyword " + keyword + " is not supported", "leave it out");
            }
        });
        reference(schema, at);
        annotations(schema, at);
        for (String alternatives : List.of("anyOf", "oneOf")) {
            int index = 0;
            for (JsonNode each : schema.path(alternatives)) {
                schema(each, at + "/" + alternatives + "/" + index++);
            }
        }
        if (schema.has("enum") || schema.has("const")) {
            return;
        }
        types(schema, at);
    }

    private void types(JsonNode schema, String at) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            if (!schema.has("$ref")
                    && schema.path("anyOf").isEmpty()
                    && schema.path("oneOf").isEmpty()) {
                report(at, "any value at all is allowed", "give it a \"type\", an \"enum\" or a \"const\"");
            }
            return;
        }
        List<JsonNode> types = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(types::add);
        } else {
            types.add(type);
        }
        for (JsonNode each : types) {
            switch (each.asText()) {
                case "string" -> bounded(schema, at, "maxLength", LONGEST_TEXT);
                case "integer", "number" -> number(schema, at);
                case "array" -> array(schema, at);
                case "object" -> object(schema, at);
                case "boolean", "null" -> {}
                default -> report(at + "/type", "there is no type " + each, "use one of JSON's types");
            }
        }
    }

    private void object(JsonNode schema, String at) {
        JsonNode more = schema.path("additionalProperties");
        if (more.isObject()) {
            bounded(schema, at, "maxProperties", MOST_PROPERTIES);
            JsonNode names = schema.path("propertyNames");
            if (!names.isObject()) {
                report(at, "names of properties are not bounded", "add \"propertyNames\" with a \"maxLength\"");
            } else {
                schema(names, at + "/propertyNames");
                bounded(names, at + "/propertyNames", "maxLength", LONGEST_TEXT);
            }
            schema(more, at + "/additionalProperties");
        } else if (!more.isBoolean() || more.booleanValue()) {
            report(
                    schema.has("additionalProperties") ? at + "/additionalProperties" : at,
                    "additional properties are allowed",
                    "set \"additionalProperties\": false");
        }
        for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
            schema(
                    each.getValue(),
                    at + "/properties/" + each.getKey().replace("~", "~0").replace("/", "~1"));
        }
    }

    private void array(JsonNode schema, String at) {
        bounded(schema, at, "maxItems", MOST_ITEMS);
        if (schema.path("items").isMissingNode()) {
            report(at, "its items may be anything", "add \"items\"");
        } else {
            schema(schema.path("items"), at + "/items");
        }
    }

    private void number(JsonNode schema, String at) {
        if (!schema.path("minimum").isNumber()
                && !schema.path("exclusiveMinimum").isNumber()) {
            report(at, "the number has no lower bound", "add \"minimum\"");
        }
        if (!schema.path("maximum").isNumber()
                && !schema.path("exclusiveMaximum").isNumber()) {
            report(at, "the number has no upper bound", "add \"maximum\"");
        }
    }

    private void bounded(JsonNode schema, String at, String keyword, int most) {
        JsonNode bound = schema.path(keyword);
        if (!bound.canConvertToInt() || bound.intValue() < 0 || bound.intValue() > most) {
            report(
                    schema.has(keyword) ? at + "/" + keyword : at,
                    bound.isMissingNode() ? keyword + " is missing" : keyword + " is too large or no number",
                    "add \"%s\" of at most %d".formatted(keyword, most));
        }
    }

    private void annotations(JsonNode schema, String at) {
        JsonNode pattern = schema.path("pattern");
        if (!pattern.isMissingNode()) {
            PatternRules.fault(pattern.asText())
                    .ifPresent(fault -> report(at + "/pattern", fault, "write a simpler pattern"));
        }
        JsonNode format = schema.path("format");
        if (!format.isMissingNode() && !FORMATS.contains(format.asText())) {
            report(at + "/format", "the format " + format + " is not checked", "use one of " + sorted(FORMATS));
        }
        JsonNode kind = schema.path(References.KEYWORD);
        if (!kind.isMissingNode() && !KIND.matcher(kind.asText()).matches()) {
            report(at + "/" + References.KEYWORD, "it must be one word in lower case", "write \"ticket\"");
        }
        JsonNode values = schema.path("enum");
        if (!values.isMissingNode() && (!values.isArray() || values.isEmpty() || values.size() > MOST_ITEMS)) {
            report(at + "/enum", "enum must be a list of 1 to " + MOST_ITEMS + " values", "list them");
        }
    }

    private void reference(JsonNode schema, String at) {
        JsonNode reference = schema.path("$ref");
        if (reference.isMissingNode()) {
            return;
        }
        if (!LOCAL_REFERENCE.matcher(reference.asText()).matches()) {
            report(at + "/$ref", "the reference leads out of the file", "refer to #/$defs/… only");
        } else if (!text.tree().at(reference.asText().substring(1)).isObject()) {
            report(at + "/$ref", "the reference leads nowhere", "define it in \"$defs\"");
        } else if (at.startsWith("/$defs/")) {
            report(at + "/$ref", "a definition refers to a definition", "write it out, so that it cannot go round");
        }
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    private void report(String at, String problem, String remedy) {
        problems.add(new SchemaProblem(file, text.line(at), problem, remedy));
    }
}
