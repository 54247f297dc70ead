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

    @Test
    void one_tick_is_held_until_it_is_no_fence() {
        held.hear("`");
        assertThat(told).isEmpty();

        held.hear("a");
        assertThat(told).hasToString("`a");
    }
}
