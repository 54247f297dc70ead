package dev.relaydesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormattedTest {

    @ParameterizedTest
    @CsvSource({
        "'for *two years*, really', 'plain[for ]strong[two years]plain[, really]'",
        "'_so_ ~not~ *a_b*', 'emphasis[so]plain[ ]struck[not]plain[ ]strong[a_b]'",
        "'```x = *y*```', 'code[x = *y*]'",
        "'2 * 3 * 4', 'plain[2 * 3 * 4]'",
        "'snake_case_name and 3*4*5', 'plain[snake_case_name and 3*4*5]'",
        "'**', 'plain[**]'"
    })
    void text_is_styled_as_whatsapp_styles_it(String text, String styled) {
        assertThat(Formatted.of(text).stream()
                        .map(piece -> piece.style() + "[" + piece.text() + "]")
                        .collect(Collectors.joining()))
                .isEqualTo(styled);
    }

    @Test
    void nothing_is_left_of_an_empty_text() {
        assertThat(Formatted.of("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*a ", "*a_", "```a", "_*~"})
    void a_text_full_of_marks_takes_no_time(String hostile) {
        String text = hostile.repeat(20_000);

        var pieces = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Formatted.of(text));

        assertThat(pieces).isNotEmpty();
    }

    @Test
    void a_long_text_after_a_mark_is_only_text() {
        assertThat(Formatted.of("*" + "a".repeat(200_000))).hasSize(1);
        assertThat(Formatted.of("*" + "a".repeat(200_000) + "*")).hasSize(1);
    }
}
