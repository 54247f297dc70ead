package dev.relaydesk.action.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.json.StrictJson;
import dev.relaydesk.action.json.StrictJson.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    /** Those of keywords.txt: a line for the schema, one for what is good and one for what is bad. */
    static List<Case> cases() throws IOException {
        try (var file = Objects.requireNonNull(KeywordsTest.class.getResourceAsStream("keywords.txt"))) {
            String text = new String(file.readAllBytes(), UTF_8);
            return Arrays.stream(text.split("\n\n", -1))
                    .map(String::strip)
                    .filter(part -> !part.startsWith("#"))
                    .map(KeywordsTest::parsed)
                    .toList();
        }
    }

    private static Case parsed(String part) {
        String[] lines = part.split("\n {2}(good|bad): ", -1);
        assertThat(lines).as(part).hasSize(3);
        return new Case(lines[0], lines[1], lines[2]);
    }

    @ParameterizedTest
    @MethodSource("cases")
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
    void no_keyword_is_left_out() throws IOException {
        Set<String> tried = new TreeSet<>();
        cases().forEach(one -> names(json(SCHEMA.formatted(one.schema())), tried));

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
