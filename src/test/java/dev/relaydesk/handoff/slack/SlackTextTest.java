package dev.relaydesk.handoff.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    a &lt; b &amp;&amp; c &gt; d § a < b && c > d
                    &amp;lt; § &lt;
                    see <https://a.example/x|our page> § see our page (https://a.example/x)
                    see <https://a.example/|a.example> § see https://a.example/
                    <https://a.example/?x=1&amp;y=2> § https://a.example/?x=1&y=2
                    write to <mailto:a@b.example|a@b.example> § write to a@b.example
                    <@U0ADA> knows, <@U0BEN|ben> asks § @Ada knows, @ben asks
                    <@U0EVE> does not § @somebody does not
                    <!here> and <!subteam^S1|@team> § @here and @team
                    <!date^1790000000^{time}|at noon> § at noon
                    in <#C1|general> § in #general
                    :smile: stays § :smile: stays
                    """)
    void a_customer_reads_what_staff_saw(String coded, String read) {
        assertThat(SlackText.decoded(coded, id -> id.equals("U0ADA") ? Optional.of("Ada") : Optional.empty()))
                .isEqualTo(read);
    }

    @Property(tries = 1_000, seed = "20261120")
    void what_was_escaped_fits_and_reads_as_it_was(
            @ForAll String text, @ForAll @IntRange(min = 10, max = 100) int limit) {
        String escaped = SlackText.escaped(text, limit);

        assertThat(escaped).hasSizeLessThanOrEqualTo(limit).doesNotContain("<", ">");
        if (!escaped.endsWith("…") && text.codePoints().allMatch(c -> c >= ' ' && (c < 0xD800 || c > 0xDFFF))) {
            assertThat(SlackText.decoded(escaped, _ -> Optional.empty())).isEqualTo(text);
        }
    }

    @Property(tries = 500, seed = "20261120")
    void no_line_of_a_quotation_stands_outside_of_it(@ForAll String text) {
        assertThat(SlackText.quoted(text + "\nforged\r\nforged", 500).lines()).allMatch(line -> line.startsWith(">"));
    }
}
