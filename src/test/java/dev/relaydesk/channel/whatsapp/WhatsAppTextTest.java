package dev.relaydesk.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.channel.whatsapp.WhatsAppConfig.Citations;
import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.Speech;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppTextTest {

    private final WhatsAppText text = new WhatsAppText(Citations.LINKS);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            plain words                        | plain words
            **bold** and *italic*              | *bold* and _italic_
            ~~gone~~                           | ~gone~
            # Heading                          | *Heading*
            # **Bold** heading                 | *Bold heading*
            `code`                             | `code`
            [Shop](https://shop.test/a)        | Shop (https://shop.test/a)
            <https://shop.test/a>              | https://shop.test/a
            <b>inert</b>                       | <b>inert</b>
            > quoted                           | > quoted
            ![A map](https://shop.test/m.png)  | A map (https://shop.test/m.png)
            ***both***                         | _*both*_
            """)
    void markdown_becomes_the_marks_of_whatsapp(String markdown, String expected) {
        assertThat(text.render(Speech.of(markdown))).containsExactly(expected);
    }

    @Test
    void lists_keep_their_order_and_depth() {
        var markdown = """
                To send it back:

                1. Open **Orders**
                2. Choose:
                   - the parcel
                   - the reason
                3. Print
                """;

        assertThat(text.render(Speech.of(markdown))).containsExactly("""
                To send it back:

                1. Open *Orders*
                2. Choose:
                  - the parcel
                  - the reason
                3. Print""");
    }

    @Test
    void a_table_becomes_lines_that_name_their_columns() {
        var markdown = """
                | Size | Price |
                |------|-------|
                | S    | 10 €  |
                | L    | 12 €  |
                """;

        assertThat(text.render(Speech.of(markdown)))
                .containsExactly("- Size: S | Price: 10 €\n- Size: L | Price: 12 €");
    }

    @Test
    void markers_of_sources_become_a_list_in_the_order_they_are_mentioned() {
        var speech = new Speech(
                "Within 30 days [2]. Free of charge[1][2]. Unknown [7].",
                List.of("https://shop.test/cost", "https://shop.test/returns"));

        assertThat(text.render(speech)).containsExactly("""
                Within 30 days [1]. Free of charge[2][1]. Unknown.

                [1] https://shop.test/returns
                [2] https://shop.test/cost""");
    }

    @Test
    void markers_are_taken_out_where_sources_are_not_wanted_or_not_known() {
        var speech =
                new Speech("Within 30 days[1][web:2].", List.of("https://shop.test/returns", "javascript:alert(1)"));

        assertThat(new WhatsAppText(Citations.STRIP).render(speech)).containsExactly("Within 30 days.");
        assertThat(text.render(Speech.of("Within 30 days [1]."))).containsExactly("Within 30 days.");
        assertThat(text.render(new Speech("x [web:1]", List.of("javascript:alert(1)"))))
                .containsExactly("x");
    }

    @Test
    void an_answer_that_fits_is_one_message_and_one_that_does_not_is_cut_after_a_sentence() {
        var sentence = "This sentence is one of very many that are said. ";

        assertThat(text.render(Speech.of("x".repeat(4096)))).hasSize(1);
        List<String> parts = text.render(Speech.of(sentence.repeat(200)));
        assertThat(parts).hasSize(3).allSatisfy(part -> assertThat(part).endsWith("said."));
    }

    @Test
    void a_long_block_of_code_is_closed_and_opened_again_at_the_cut() {
        List<String> parts = text.render(Speech.of("```\n" + "line of code\n".repeat(500) + "```"));

        assertThat(parts)
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).startsWith("```\n").endsWith("\n```"));
    }

    @Test
    void a_character_of_two_units_is_never_torn() {
        List<String> parts = text.render(Speech.of("😀".repeat(5000)));

        assertThat(parts)
                .allSatisfy(part -> assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1)))
                        .isFalse());
        assertThat(String.join("", parts)).isEqualTo("😀".repeat(5000));
    }

    @Test
    void nothing_said_is_still_something_to_send() {
        assertThat(text.render(Speech.of(" \n "))).containsExactly("…");
        assertThat(text.render(Speech.of("[1]"))).containsExactly("…");
    }

    @Test
    void markdown_nested_beyond_reason_is_shown_as_it_came() {
        assertThat(text.render(Speech.of(">".repeat(50_000) + " x"))).isNotEmpty();
        assertThat(text.render(Speech.of("*a **b ".repeat(20_000)))).isNotEmpty();
        assertThat(text.render(Speech.of("[".repeat(50_000)))).isNotEmpty();
    }

    @Property(tries = 500, seed = "20261120")
    void every_word_of_an_answer_arrives_in_parts_that_fit(@ForAll("answers") String markdown) {
        List<String> parts = text.render(Speech.of(markdown));

        assertThat(parts).isNotEmpty().allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(WhatsAppText.LIMIT);
            assertThat(part).isNotBlank();
        });
        assertThat(words(String.join("\n", parts))).isEqualTo(words(markdown));
    }

    @Test
    void a_question_with_buttons_is_cut_so_that_its_end_fits_above_them() {
        var sentence = "This sentence is one of very many that are said. ";

        assertThat(asking("x".repeat(1024))).hasSize(1);
        assertThat(asking(sentence.repeat(21))).hasSize(2);
        assertThat(asking(sentence.repeat(100)))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).endsWith("said."));
        assertThat(asking(sentence.repeat(60) + "\n\nAll right?")).hasSize(2).endsWith("All right?");
        assertThat(asking("```\n" + "line of code\n".repeat(100) + "```"))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).startsWith("```\n").endsWith("\n```"));
        assertThat(String.join("", asking("😀".repeat(5000)))).isEqualTo("😀".repeat(5000));
        assertThat(asking(" ")).containsExactly("…");
    }

    @Property(tries = 500, seed = "20261120")
    void every_word_of_a_question_arrives_and_its_end_fits_above_the_buttons(@ForAll("answers") String markdown) {
        List<String> parts = asking(markdown);

        assertThat(parts).isNotEmpty().allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(WhatsAppText.LIMIT);
            assertThat(part).isNotBlank();
        });
        assertThat(parts.getLast().length()).isLessThanOrEqualTo(WhatsAppText.LIMIT_ABOVE_BUTTONS);
        assertThat(words(String.join("\n", parts))).isEqualTo(words(markdown));
    }

    private List<String> asking(String markdown) {
        return text.render(Speech.asking(markdown, List.of(new Choice("y", "Yes"))));
    }

    @Property(tries = 2000, seed = "20261120")
    void whatever_comes_something_that_fits_goes_out(@ForAll @StringLength(max = 300) String anything) {
        List<String> parts = text.render(Speech.of(anything.repeat(40)));
        List<String> asked = asking(anything.repeat(40));

        assertThat(parts).isNotEmpty();
        assertThat(asked.getLast().length()).isLessThanOrEqualTo(WhatsAppText.LIMIT_ABOVE_BUTTONS);
        assertThat(Stream.concat(parts.stream(), asked.stream())).allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(WhatsAppText.LIMIT);
            assertThat(part).isNotBlank();
        });
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> word =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> passage = word.list().ofMinSize(1).ofMaxSize(60).map(words -> String.join(" ", words) + ".");
        Arbitrary<String> block = Arbitraries.oneOf(
                passage,
                passage.map(words -> "**" + words + "**"),
                passage.map(words -> "*" + words + "* " + words),
                passage.map(words -> "# " + words),
                passage.map(words -> "- " + words + "\n- " + words),
                passage.map(words -> "> " + words),
                passage.map(words -> "```\n" + words + "\n```"));
        return block.list().ofMinSize(1).ofMaxSize(40).map(blocks -> String.join("\n\n", blocks));
    }

    private static List<String> words(String text) {
        return Pattern.compile("[a-z]+")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
    }
}
