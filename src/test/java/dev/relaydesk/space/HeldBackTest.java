package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBackTest {

    private final StringBuilder told = new StringBuilder();
    private final HeldBack held = new HeldBack(told::append);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":1}",
                "  \n{",
                "```json\n{}\n```",
                "~~~\n{}",
                "\uFEFF{",
                "\u200B \u00A0{",
                "",
                "  \n "
            })
    void what_may_be_an_action_is_not_told(String reply) {
        reply.chars().forEach(c -> held.hear(String.valueOf((char) c)));

        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "  Hello", "`code` first", "``twice`` it", "~ 5 days", "[1] {x}", "`", "日本"})
    void anything_else_is_told_to_the_letter(String reply) {
        reply.chars().forEach(c -> held.hear(String.valueOf((char) c)));
        held.finish();

        assertThat(told).hasToString(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\": \"handoff\"}",
                "{\n  \"action\": 1}",
                "{\\\"x\\\": 1, \\\"action\\\": 2}",
                "{\\n  \\\"action\\\": 1}",
                "{&quot;action&quot;: 1}",
                "{action: handoff}",
                "{ METADATA: 1}",
                "{\"status\": \"ok\"} as a sample"
            })
    void words_are_told_up_to_what_may_be_an_action(String rest) {
        String reply = "Use {name} and {, {{x}} or {actual}. " + rest;
        reply.chars().forEach(c -> held.hear(String.valueOf((char) c)));
        held.finish();

        assertThat(told).hasToString("Use {name} and {, {{x}} or {actual}. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name}", "a {", "a { ", "a {act", "f() { return 1; }", "{{x}}", "{1, 2}"})
    void other_braces_are_told_to_the_letter(String rest) {
        String reply = "See " + rest;
        reply.chars().forEach(c -> held.hear(String.valueOf((char) c)));
        held.finish();

        assertThat(told).hasToString(reply);
    }

    @Test
    void a_piece_with_words_and_an_action_is_cut() {
        held.hear("Sure: {\"action\": \"handoff\"} and {name}");
        held.hear(" and more");
        held.finish();

        assertThat(told).hasToString("Sure: ");
    }

    @Test
    void a_brace_and_a_desert_behind_it_end_the_telling() {
        held.hear("See {");
        for (int i = 0; i < 100_000; i++) {
            held.hear(" ");
        }
        held.hear("\"action\": 1}");
        held.finish();

        assertThat(told).hasToString("See ");
    }

    @Test
    void one_tick_is_held_until_it_is_no_fence() {
        held.hear("`");
        assertThat(told).isEmpty();

        held.hear("a");
        assertThat(told).hasToString("`a");
    }
}
