package dev.relaydesk.action.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused in a schema, where, and that the rest keeps working. */
class SchemaRulesTest {

    private static final String SOUND = """
            {
              "title": "Book a table",
              "description": "The customer wants a table.",
              "type": "object",
              "properties": {
                "people": {"type": "integer", "minimum": 1, "maximum": 20},
                "note": %s
              },
              "additionalProperties": false,
              "examples": [{"people": 2}]
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\": \"string\"} ; maxLength is missing",
                "{\"type\": \"string\", \"maxLength\": 10001} ; maxLength is too large",
                "{\"type\": \"string\", \"maxLength\": \"9\"} ; maxLength is too large or no number",
                "{\"type\": [\"string\", \"null\"]} ; maxLength is missing",
                "{\"type\": \"number\", \"maximum\": 3} ; no lower bound",
                "{\"type\": \"number\", \"minimum\": 3} ; no upper bound",
                "{\"type\": \"array\", \"items\": {\"type\": \"boolean\"}} ; maxItems is missing",
                "{\"type\": \"array\", \"maxItems\": 3} ; its items may be anything",
                "{\"type\": \"array\", \"maxItems\": 3, \"items\": {\"type\": \"string\"}} ; maxLength is missing",
                "{\"type\": \"object\"} ; additional properties are allowed",
                "{\"type\": \"object\", \"additionalProperties\": true} ; additional properties are allowed",
                "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"boolean\"}} ; maxProperties is missing",
                "{} ; any value at all is allowed",
                "true ; this is no schema",
                "{\"type\": \"text\"} ; there is no type",
                "{\"anyOf\": [{\"type\": \"string\"}]} ; maxLength is missing",
                "{\"$ref\": \"https://evil.example/schema.json\"} ; leads out of the file",
                "{\"$ref\": \"#\"} ; leads out of the file",
                "{\"$ref\": \"#/$defs/x\"} ; leads nowhere",
                "{\"$dynamicRef\": \"#x\"} ; not supported",
                "{\"$id\": \"https://evil.example/\"} ; not supported",
                "{\"enum\": []} ; enum must be a list",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"^(a+)+$\"} ; repeats a group",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"((a*)|b)*\"} ; repeats a group",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"(x{1,}y){5}\"} ; repeats a group",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"(?=a)b\"} ; not understood",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"(a\"} ; not understood",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"(a)\\\\1\"} ; not understood",
                "{\"type\": \"string\", \"maxLength\": 9, \"format\": \"regex\"} ; is not checked",
                "{\"type\": \"string\", \"maxLength\": 9, \"x-belongs-to-customer\": \"A B\"} ; one word"
            })
    void an_unsafe_property_is_refused_with_its_line(String property, String problem) {
        Catalogue catalogue = catalogue(SOUND.formatted(property));

        assertThat(catalogue.definitions()).containsOnlyKeys("greet");
        assertThat(catalogue.problems()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.file()).isEqualTo("book_table.json");
            assertThat(each.line()).isEqualTo(7);
            assertThat(each.remedy()).isNotBlank();
        });
        assertThat(catalogue.problems())
                .anySatisfy(each -> assertThat(each.problem()).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"^[(+*]+$\"}",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"^[a-z]+(-[a-z]{1,5}){0,5}$\"}",
                "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"^(a|b)+\\\\(+$\"}",
                "{\"type\": \"string\", \"maxLength\": 99, \"format\": \"email\"}",
                "{\"type\": [\"boolean\", \"null\"]}",
                "{\"enum\": [\"a\", \"b\"]}",
                "{\"const\": 7}",
                "{\"anyOf\": [{\"type\": \"string\", \"maxLength\": 5}, {\"type\": \"null\"}]}"
            })
    void a_bounded_property_is_taken(String property) {
        Catalogue catalogue = catalogue(SOUND.formatted(property));

        assertThat(catalogue.problems()).isEmpty();
        assertThat(catalogue.definitions()).containsOnlyKeys("book_table", "greet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"type\": \"object\" ; \"type\": \"array\" ; 1 ; does not describe an object",
                "\"title\": \"Book a table\" ; \"title\": \"\" ; 1 ; it has no title",
                "\"additionalProperties\": false ; \"$comment\": \"open\" ; 1 ; additional properties are allowed",
                "\"additionalProperties\": false ; \"additionalProperties\": {\"type\": \"boolean\"} ; 9 ; are open",
                "[{\"people\": 2}] ; [] ; 1 ; it has no examples",
                "[{\"people\": 2}] ; [{\"people\": 99}] ; 10 ; does not fulfil the schema",
                "\"minimum\": 1, ; \"minimum\": 1, \"minimum\": 0, ; 6 ; the same key twice",
                "\"maximum\": 20} ; \"maximum\": 20 ; 11 ; ends before it is complete",
                "\"title\": ; \"$schema\": \"http://json-schema.org/draft-07/schema#\", \"title\": ; 2 ; not draft 2020-12"
            })
    void a_broken_file_is_refused_with_its_line(String from, String to, int line, String problem) {
        Catalogue catalogue =
                catalogue(SOUND.formatted("{\"type\": \"boolean\"}").replace(from, to));

        assertThat(catalogue.definitions()).containsOnlyKeys("greet");
        assertThat(catalogue.problems()).anySatisfy(each -> {
            assertThat(each.problem()).contains(problem);
            assertThat(each.line()).isEqualTo(line);
        });
    }

    @Test
    void a_definition_may_be_referred_to_but_not_by_another() {
        String property = "{\"$ref\": \"#/$defs/word\"}, \"more\": {\"$ref\": \"#/$defs/other\"}";
        String schema = SOUND.formatted(property)
                .replace(
                        "\"examples\"",
                        "\"$defs\": {\"word\": {\"type\": \"string\", \"maxLength\": 5}, \"other\": %s},\n \"examples\"");

        assertThat(catalogue(schema.formatted("{\"type\": \"boolean\"}")).problems())
                .isEmpty();
        assertThat(catalogue(schema.formatted("{\"$ref\": \"#/$defs/word\"}")).problems())
                .singleElement()
                .satisfies(each -> assertThat(each.problem()).contains("a definition refers to a definition"));
    }

    private static Catalogue catalogue(String schema) {
        String greet = SOUND.formatted("{\"type\": \"boolean\"}");
        return CatalogueReader.read(
                List.of(
                        new SchemaFile("book_table", "book_table.json", schema),
                        new SchemaFile("greet", "greet.json", greet)),
                Map.of(),
                List.of());
    }
}
