package dev.relaydesk.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.action.catalogue.Catalogue;
import dev.relaydesk.platform.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we say to the model. */
class PromptsTest {

    private static final Catalogue CATALOGUE = new ActionCatalogue(
                    Optional.empty(),
                    "handoff_sales = handoff department=sales",
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .current();

    private final Prompts prompts = new Prompts(Optional.empty(), CATALOGUE);

    @TempDir
    Path directory;

    @Test
    void the_instructions_tell_every_action_with_schema_and_example() {
        String instructions = prompts.spaceInstructions(CATALOGUE, List.of("order_status: order (digits)"));

        assertThat(instructions)
                .contains(CATALOGUE.names())
                .contains(
                        "{\"action\": \"<name>\", \"reason\": \"<why, in one sentence>\", \"metadata\": {<parameters>}}")
                .contains("\"maxLength\":150")
                .contains("Example: {\"action\":\"create_ticket\",\"reason\":")
                .contains("handoff_sales: the same as handoff, with department sales already set.")
                .contains("order_status: order (digits)")
                .doesNotContain("x-belongs-to-customer", "$schema", "NOT_FOUND", "{#", "{/");
    }

    /** What we show the model as right must be right for us. */
    @Test
    void every_example_of_the_instructions_passes_our_own_checks() {
        var world = new World();
        List<String> examples = prompts.spaceInstructions(CATALOGUE, List.of())
                .lines()
                .filter(line -> line.startsWith("Example: "))
                .map(line -> line.substring("Example: ".length()))
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(CATALOGUE.actions().size());
        assertThat(examples)
                .allSatisfy(example -> assertThat(ActionChecks.assess(example, true, CATALOGUE, Prose.REJECT, world)
                                .verdict())
                        .isEqualTo(Verdict.ACTION));
    }

    @Test
    void a_turn_is_what_the_customer_wrote_and_is_not_read_as_a_template() {
        assertThat(prompts.turn(List.of("Hi {name}", "{#if x}<b>"), List.of())).isEqualTo("Hi {name}\n{#if x}<b>");
        assertThat(prompts.turn(List.of("Hi"), List.of("Refund agreed.")))
                .isEqualTo("[Note of a colleague, for you, not for the customer: Refund agreed.]\nHi");
    }

    @Test
    void a_repair_says_what_was_wrong_and_what_there_is() {
        assertThat(prompts.repair(new Decision.Repair(Verdict.UNKNOWN_ACTION, "there is no such action"), CATALOGUE))
                .contains("unknown_action", "there is no such action", "create_ticket", "{\"action\":");
    }

    @Test
    void a_result_is_marked_as_data() {
        assertThat(prompts.result("api_call", "succeeded", "{\"state\":\"shipped\"}"))
                .startsWith("RESULT of api_call, succeeded.")
                .contains("-----\n{\"state\":\"shipped\"}\n-----");
    }

    @Test
    void an_operator_writes_a_prompt_of_their_own() throws IOException {
        Files.writeString(directory.resolve("turn.txt"), "Customer: {#for message in messages}{message}{/for}");

        assertThat(new Prompts(Optional.of(directory), CATALOGUE).turn(List.of("Hi"), List.of()))
                .isEqualTo("Customer: Hi");
    }

    @Test
    void a_broken_prompt_stops_the_start_with_file_and_line_in_one_sentence() throws IOException {
        Path file = directory.resolve("repair.txt");

        for (String broken : List.of("Again,\n\n{#if code}never closed", "Again,\n\n{cod}", "Again,\n\n{detail.x}")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> new Prompts(Optional.of(directory), CATALOGUE))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith(file + ", line 3: ")
                    .hasMessageMatching("[^\\n]+");
        }
        Files.writeString(file, " ");
        assertThatThrownBy(() -> new Prompts(Optional.of(directory), CATALOGUE))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("empty prompt");
    }
}
