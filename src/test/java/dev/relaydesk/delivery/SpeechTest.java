package dev.relaydesk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechTest {

    private static final Choice YES = new Choice("y", "Yes");

    @Test
    void a_choice_keeps_to_what_the_narrowest_channel_can_show() {
        assertThat(new Choice("i".repeat(256), "t".repeat(20)).title()).hasSize(20);
        assertThatIllegalArgumentException().isThrownBy(() -> new Choice("i".repeat(257), "Yes"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choice("y", "t".repeat(21)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " y", "y ", "a\nb", "a\u001fb", "\u0000"})
    void a_choice_is_made_of_plain_text(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Choice(value, "Yes"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Choice("y", value));
    }

    @Test
    void a_question_has_at_most_three_choices_and_no_two_look_alike() {
        var three = List.of(YES, new Choice("n", "No"), new Choice("l", "Later"));
        assertThat(Speech.asking("Well?", three).choices()).isEqualTo(three);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Speech.asking("Well?", List.of(YES, three.get(1), three.get(2), new Choice("x", "Never"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Speech.asking("Well?", List.of(YES, new Choice("z", "Yes"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Speech.asking("Well?", List.of(YES, new Choice("y", "No"))));
    }
}
