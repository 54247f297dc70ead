package dev.relaydesk.action.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.json.StrictJson;
import dev.relaydesk.action.json.StrictJson.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each keyword of draft 2020-12 that a schema may have means here, through everything a request goes through: our
 * reader of JSON, our rules for schemas, and the validator as it is set.
 */
class KeywordsTest {

    private static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Try a value",
              "description": "Any value.",
              "type": "object",
              "properties": {"value": %s},
              "additionalProperties": false,
              "$defs": {
                "word": {"type": "string", "maxLength": 5},
                "small": {"type": "integer", "minimum": 0, "maximum": 9}
              },
              "examples": [{}]
            }
            """;

    /** A schema, what it lets through, and what it refuses. */
    record Case(String schema, String good, String bad) {}

    private static Case of(String schema, String good, String bad) {
        return new Case(schema, good, bad);
    }

    private static Case text(String rest, String good, String bad) {
        return of("{\"type\": \"string\", \"maxLength\": 60, " + rest + "}", good, bad);
    }

    private static Case number(String rest, String good, String bad) {
        return of("{\"type\": \"number\", \"minimum\": -1e6, \"maximum\": 9007199254740991" + rest + "}", good, bad);
    }

    static final List<Case> TYPES = List.of(
            of("{\"type\": \"string\", \"maxLength\": 9}", "'', '1', 'null'", "1, true, null, [], {}, ['a']"),
            of("{\"type\": \"boolean\"}", "true, false", "0, 1, 'true', null"),
            of("{\"type\": \"null\"}", "null", "0, '', false, [], {}"),
            of("{\"type\": [\"string\", \"null\"], \"maxLength\": 9}", "'a', null", "1, false, []"),
            of(
                    "{\"type\": \"integer\", \"minimum\": -9, \"maximum\": 9e15}",
                    "1, 1.0, -0, -0.0, 1e2, 100e-2, 9e15",
                    "1.5, 1e-1, '1', true, null, 9000000000000001"),
            number("", "1, 1.0, 1.5, -1e6, 1e-300, 9007199254740991", "'1', -1000000.5, -1e7, 1e300, false"),
            of("{\"enum\": [\"a\", 1, null, [2]]}", "'a', 1, 1.0, null, [2], [2.0]", "'A', '1', 0, true, 2, [], 'a '"),
            of("{\"const\": 7}", "7, 7.0, 70e-1", "'7', 7.1, [7], null"),
            of(
                    "{\"const\": {\"a\": [1, {\"b\": 2}]}}",
                    "{'a': [1, {'b': 2}]}, {'a': [1.0, {'b': 2}]}",
                    "{'a': [1, {'b': 3}]}, {'a': [{'b': 2}, 1]}, {'a': [1, {'b': 2}], 'c': 0}, {}"),
            of("{\"const\": false}", "false", "0, '', null"));

    /** Lengths are counted in code points; patterns may match anywhere, are RE2, and know no line ends at {@code $}. */
    static final List<Case> TEXTS = List.of(
            of("{\"type\": \"string\", \"maxLength\": 3}", "'', 'abc', '😀😀😀', 'e\\u0301x'", "'abcd', '😀😀😀😀'"),
            text("\"minLength\": 2", "'ab', '😀a', 'e\\u0301'", "'', 'a', '😀', 'é'"),
            text("\"pattern\": \"b\"", "'abc', 'b'", "'', 'ac', 'B'"),
            text("\"pattern\": \"^[a-z]+$\"", "'abc'", "'abc1', 'aBc', 'abc\\n', '\\nabc', ''"),
            text("\"pattern\": \"^.$\"", "'a', '😀', 'é'", "'ab', '\\n', 'e\\u0301'"),
            text("\"pattern\": \"^\\\\p{L}+$\"", "'é', '日本', 'ß'", "'a1', 'a b', '😀'"),
            text("\"pattern\": \"^\\\\d\\\\w$\"", "'1a', '1_'", "'\\u0661a', '1é'"),
            text("\"pattern\": \"(?i)^ja$\"", "'JA', 'ja'", "'jaja'"));

    static final List<Case> FORMATS = List.of(
            text("\"format\": \"date\"", "'2024-02-29'", "'2023-02-29', '2024-2-9', '2024-02-29T00:00:00Z', ''"),
            text(
                    "\"format\": \"date-time\"",
                    "'2026-12-01T19:30:00+01:00', '2026-12-01T19:30:00.5Z'",
                    "'2026-12-01T19:30:00', '2026-12-01', '2026-13-01T19:30:00Z', '2026-12-01T25:00:00Z'"),
            text("\"format\": \"time\"", "'19:30:00Z', '19:30:00+01:00'", "'19:30', '19:30:00', '25:00:00Z'"),
            text("\"format\": \"email\"", "'a@example.com'", "'a@', '@example.com', 'example.com', 'a b@example.com'"),
            text("\"format\": \"hostname\"", "'example.com', 'a-b.example'", "'-a.example', 'a_b.example', 'a b', ''"),
            text("\"format\": \"ipv4\"", "'192.0.2.1'", "'192.0.2.256', '192.0.2', '0300.0.2.1', '::1'"),
            text("\"format\": \"ipv6\"", "'::1', '2001:db8::1'", "'1::2::3', '::g', '192.0.2.1', '::1%eth0'"),
            text("\"format\": \"uri\"", "'https://example.com/a?b#c', 'urn:a:b'", "'/a', 'example.com', 'https://a b'"),
            text(
                    "\"format\": \"uuid\"",
                    "'2eb8aa08-aa98-11ea-b4aa-73b441d16380', '2EB8AA08-AA98-11EA-B4AA-73B441D16380'",
                    "'2eb8aa08aa9811eab4aa73b441d16380', '2eb8aa08-aa98-11ea-b4aa-73b441d1638', 'x'"));

    static final List<Case> NUMBERS = List.of(
            of("{\"type\": \"number\", \"minimum\": 1, \"maximum\": 5}", "1, 5, 1.0, 4.999", "0.999, 5.001, -1, 1e9"),
            of(
                    "{\"type\": \"number\", \"exclusiveMinimum\": 1, \"exclusiveMaximum\": 5}",
                    "1.001, 4.999, 3",
                    "1, 1.0, 5, 5.0, 0"),
            of(
                    "{\"type\": \"integer\", \"minimum\": -9007199254740991, \"maximum\": 9007199254740991}",
                    "9007199254740991, -9007199254740991, 9007199254740991.0",
                    "1e16, 1e300, 0.5"),
            of(
                    "{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 9007199254740990}",
                    "9007199254740990",
                    "9007199254740991, -1"),
            number(", \"multipleOf\": 2", "0, 4, -2, 4.0", "1, 3, 0.5, 2.5"),
            number(", \"multipleOf\": 0.01", "0.07, 1.1, 19.99, 0, 4.35", "0.075, 1.001"));

    static final List<Case> OBJECTS = List.of(
            of(
                    """
                    {"type": "object", "additionalProperties": false, "required": ["a"],
                     "properties": {"a": {"type": "boolean"}, "b": {"type": ["boolean", "null"]}}}""",
                    "{'a': true}, {'a': true, 'b': null}",
                    "{}, {'b': true}, {'a': null}, {'a': true, 'c': 1}, {'A': true}, {'a': true, '': 1}, [], 'a'"),
            of(
                    """
                    {"type": "object", "minProperties": 1, "maxProperties": 2,
                     "propertyNames": {"type": "string", "maxLength": 3, "pattern": "^[a-z]*$"},
                     "additionalProperties": {"$ref": "#/$defs/small"}}""",
                    "{'a': 1}, {'a': 1, 'b': 2}, {'': 1}",
                    "{}, {'a': 1, 'b': 2, 'c': 3}, {'abcd': 1}, {'A': 1}, {'a': 10}, {'a': '1'}"),
            of(
                    """
                    {"type": "object", "properties": {"__proto__": {"type": "boolean"}, "a/b~c": {"type": "boolean"}},
                     "additionalProperties": false}""",
                    "{'__proto__': true}, {'a/b~c': true}, {}",
                    "{'__proto__': 1}, {'a/b~c': 1}, {'constructor': true}"));

    static final List<Case> ARRAYS = List.of(
            of(
                    "{\"type\": \"array\", \"maxItems\": 2, \"items\": {\"$ref\": \"#/$defs/small\"}}",
                    "[], [1], [1, 1]",
                    "[1, 2, 3], ['1'], [1, null], [10], {}, '', {'0': 1}"),
            of(
                    "{\"type\": \"array\", \"minItems\": 1, \"maxItems\": 9, \"items\": {\"type\": \"boolean\"}}",
                    "[true], [true, true]",
                    "[], [1]"),
            of(
                    "{\"type\": \"array\", \"maxItems\": 9, \"uniqueItems\": true, \"items\": "
                            + "{\"enum\": [1, true, \"1\", null, 0, false, {\"a\": 1, \"b\": 2}, [1]]}}",
                    "[1, true, '1', [1]], [0, false, null], [], [1, 0]",
                    "[1, 1.0], ['1', '1'], [null, null], [{'a': 1, 'b': 2}, {'b': 2, 'a': 1}], [[1], [1.0]]"));

    static final List<Case> ALTERNATIVES = List.of(
            of(
                    "{\"anyOf\": [{\"$ref\": \"#/$defs/word\"}, {\"$ref\": \"#/$defs/small\"}, {\"const\": \"longer\"}]}",
                    "'abc', 7, 'longer'",
                    "'longest', 70, null, []"),
            of(
                    "{\"oneOf\": [{\"$ref\": \"#/$defs/word\"}, {\"type\": \"string\", \"minLength\": 4, \"maxLength\": 9}]}",
                    "'abc', 'abcdef'",
                    "'abcd', 'abcde', 'abcdefghij', 1"),
            of("{\"$ref\": \"#/$defs/word\", \"minLength\": 3}", "'abc', 'abcde'", "'ab', 'abcdef', 123"));

    /** They say something to the model or to us, and let everything through. */
    static final List<Case> ANNOTATIONS = List.of(
            text("\"title\": \"T\", \"description\": \"D\", \"$comment\": \"C\", \"deprecated\": true", "'a'", "1"),
            text("\"default\": 7, \"examples\": [1, null], \"x-belongs-to-customer\": \"ticket\"", "'a', 'RD-1'", "7"));

    @ParameterizedTest
    @FieldSource({"TYPES", "TEXTS", "FORMATS", "NUMBERS", "OBJECTS", "ARRAYS", "ALTERNATIVES", "ANNOTATIONS"})
    void a_keyword_lets_through_and_refuses(Case each) {
        ActionDefinition definition = definition(each.schema());

        for (JsonNode value : values(each.good())) {
            assertThat(definition.faults(parameters(value)))
                    .as("%s in %s", value, each.schema())
                    .isEmpty();
        }
        for (JsonNode value : values(each.bad())) {
            assertThat(definition.faults(parameters(value)))
                    .as("%s in %s", value, each.schema())
                    .isNotEmpty();
        }
        assertThat(definition.faults(JsonNodeFactory.instance.objectNode()))
                .as("absent")
                .isEmpty();
    }

    @Test
    void no_keyword_is_left_out() {
        Set<String> tried = new TreeSet<>();
        for (List<Case> each : List.of(TYPES, TEXTS, FORMATS, NUMBERS, OBJECTS, ARRAYS, ALTERNATIVES, ANNOTATIONS)) {
            each.forEach(one -> names(json(SCHEMA.formatted(one.schema())), tried));
        }

        assertThat(tried).containsAll(SchemaRules.KEYWORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allOf",
                "not",
                "if",
                "then",
                "else",
                "dependentRequired",
                "dependentSchemas",
                "prefixItems",
                "contains",
                "minContains",
                "maxContains",
                "patternProperties",
                "unevaluatedItems",
                "unevaluatedProperties",
                "$id",
                "$anchor",
                "$dynamicRef",
                "$dynamicAnchor",
                "$vocabulary",
                "contentEncoding",
                "contentMediaType",
                "contentSchema",
                "readOnly",
                "writeOnly",
                "dependencies",
                "definitions",
                "additionalItems"
            })
    void every_other_keyword_of_the_drafts_is_refused(String keyword) {
        assertThat(catalogue("{\"type\": \"boolean\", \"" + keyword + "\": {}}").problems())
                .anySatisfy(each -> assertThat(each.problem()).contains(keyword + " is not supported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "-9007199254740992", "1e309", "123456789012345678901234567890"})
    void a_number_that_no_double_tells_apart_does_not_reach_the_schema(String number) {
        assertThat(StrictJson.read("[" + number + "]")).isInstanceOf(StrictJson.Fault.class);
    }

    private static ActionDefinition definition(String property) {
        Catalogue catalogue = catalogue(property);
        assertThat(catalogue.problems()).isEmpty();
        return Objects.requireNonNull(catalogue.definitions().get("try_it"));
    }

    private static Catalogue catalogue(String property) {
        return CatalogueReader.read(
                List.of(new SchemaFile("try_it", "try_it.json", SCHEMA.formatted(property))), Map.of(), List.of());
    }

    private static ObjectNode parameters(JsonNode value) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameters.set("value", value);
        return parameters;
    }

    /** Single quotes stand for double ones. */
    private static JsonNode values(String list) {
        return json("[" + list.replace('\'', '"') + "]");
    }

    private static JsonNode json(String text) {
        assertThat(StrictJson.read(text)).isInstanceOf(Value.class);
        return ((Value) StrictJson.read(text)).node();
    }

    private static void names(JsonNode node, Set<String> names) {
        node.properties().forEach(each -> names.add(each.getKey()));
        node.forEach(each -> names(each, names));
    }
}
