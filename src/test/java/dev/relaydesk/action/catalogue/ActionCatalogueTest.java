package dev.relaydesk.action.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of actions as it is packed, overridden and changed while the service runs. */
class ActionCatalogueTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ALIASES = "handoff_sales = handoff department=sales; urgent = handoff priority=high";

    private Instant now = START;
    private final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void the_built_in_actions_are_sound_and_so_are_their_examples() throws IOException {
        Catalogue catalogue = packed();

        assertThat(catalogue.problems()).isEmpty();
        assertThat(catalogue.definitions().keySet()).containsExactlyElementsOf(SchemaFiles.BUILT_IN);
        assertThat(catalogue.actions()).allSatisfy(action -> {
            assertThat(action.title()).isNotBlank();
            assertThat(action.description()).isNotBlank();
            assertThat(action.examples()).isNotEmpty();
            assertThat(action.examples())
                    .allSatisfy(each -> assertThat(action.faults(each)).isEmpty());
        });
        try (Stream<Path> files = Files.list(Path.of("schemas/actions"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SchemaFiles.BUILT_IN.stream()
                            .map(name -> name + ".json")
                            .toList());
        }
    }

    @Test
    void a_fault_names_the_place_and_the_reason() throws IOException {
        var handoff = packed().find("handoff").orElseThrow().definition();

        assertThat(handoff.faults(json("{\"department\":\"Sales!\",\"priority\":\"now\",\"discount\":50}")))
                .hasSize(3)
                .anySatisfy(fault -> assertThat(fault).contains("/department"))
                .anySatisfy(fault -> assertThat(fault).contains("/priority"))
                .anySatisfy(fault -> assertThat(fault).contains("discount"));
    }

    @Test
    void what_must_belong_to_the_customer_is_found() throws IOException {
        var comment = packed().find("add_ticket_comment").orElseThrow().definition();

        assertThat(comment.references((ObjectNode) json("{\"ticket\":\"RD-7\",\"comment\":\"x\"}")))
                .containsExactly(new Reference("ticket", "RD-7"));
        assertThat(comment.references((ObjectNode) json("{\"comment\":\"RD-8\"}")))
                .isEmpty();
    }

    @Test
    void an_alias_leads_to_its_action_and_its_own_values_win() throws IOException {
        var sales = packed().find("handoff_sales").orElseThrow();
        Alias alias = Objects.requireNonNull(sales.alias());

        assertThat(sales.definition().name()).isEqualTo("handoff");
        assertThat(alias.apply((ObjectNode) json("{\"department\":\"billing\",\"summary\":\"x\"}")))
                .isEqualTo(json("{\"department\":\"sales\",\"summary\":\"x\"}"));
    }

    @Test
    void an_alias_that_leads_nowhere_is_a_problem_and_one_that_cannot_be_read_stops_the_start() {
        var catalogue = new ActionCatalogue(
                Optional.empty(), "a = no_such_action; b = handoff colour=red; handoff = create_ticket", clock);

        assertThat(catalogue.current().problems())
                .extracting(SchemaProblem::problem)
                .containsExactlyInAnyOrder(
                        "the alias a leads to no_such_action, which is no action",
                        "the alias b fixes colour, which handoff does not have",
                        "the alias handoff is the name of an action");
        assertThat(catalogue.current().aliases()).isEmpty();
        for (String broken :
                new String[] {"x", "x =", "x = handoff department", "X = handoff", "a = handoff; a = handoff"}) {
            assertThatThrownBy(() -> new ActionCatalogue(Optional.empty(), broken, clock))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_operator_adds_changes_and_breaks_a_schema_while_the_service_runs() throws IOException {
        Path file = directory.resolve("book_table.json");
        Files.writeString(file, schema("Book a table"));
        var catalogue = new ActionCatalogue(Optional.of(directory), "", ticking());
        assertThat(catalogue.current().names()).contains("book_table", "handoff");

        write(file, schema("Reserve a table"));
        assertThat(titleOf(catalogue.current())).isEqualTo("Book a table");
        now = now.plus(ActionCatalogue.LOOK);
        Catalogue changed = catalogue.current();
        assertThat(titleOf(changed)).isEqualTo("Reserve a table");
        now = now.plus(ActionCatalogue.LOOK);
        assertThat(catalogue.current()).isSameAs(changed);

        write(file, schema("Reserve a table").replace("\"maxLength\": 9", "\"minLength\": 9"));
        now = now.plus(ActionCatalogue.LOOK);
        assertThat(catalogue.current().names()).doesNotContain("book_table").contains("handoff");
        assertThat(catalogue.current().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file.toString());
            assertThat(problem.line()).isEqualTo(2);
        });

        Files.delete(file);
        now = now.plus(ActionCatalogue.LOOK);
        assertThat(catalogue.current().problems()).isEmpty();
    }

    @Test
    void a_file_of_the_directory_stands_in_for_the_packed_one_even_when_it_is_broken() throws IOException {
        Files.writeString(directory.resolve("handoff.json"), "{");
        Files.writeString(directory.resolve("Bad Name.json"), schema("x"));
        Files.write(directory.resolve("latin.json"), new byte[] {'{', (byte) 0xe4, '}'});
        Files.writeString(directory.resolve("README.md"), "not looked at");

        Catalogue catalogue = new ActionCatalogue(Optional.of(directory), "", clock).current();

        assertThat(catalogue.names()).doesNotContain("handoff", "latin").contains("create_ticket");
        assertThat(catalogue.problems())
                .extracting(SchemaProblem::problem)
                .containsExactlyInAnyOrder(
                        "it ends before it is complete",
                        "the file's name is not one of an action",
                        "the file is not UTF-8");
    }

    private Clock ticking() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }

    private Catalogue packed() {
        return new ActionCatalogue(Optional.empty(), ALIASES, clock).current();
    }

    private void write(Path file, String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plus(Duration.ofSeconds(1))));
    }

    private static String schema(String title) {
        return """
                {"title": "%s", "description": "x", "type": "object", "properties": {
                 "note": {"type": "string", "maxLength": 9}}, "additionalProperties": false, "examples": [{}]}
                """.formatted(title);
    }

    private static String titleOf(Catalogue catalogue) {
        return catalogue.find("book_table").orElseThrow().definition().title();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
