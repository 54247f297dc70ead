package dev.relaydesk.research.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** What is read of a result, and the documents that need no template. */
class ReportDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void markdown_holds_everything_and_leads_to_the_sources() {
        String markdown = MarkdownReport.of(Reports.of(Reports.GOOD));

        assertThat(markdown)
                .startsWith("# Which lamps may hang in a nursery?\n\n31 January 2026, 08:00 UTC")
                .contains("Cost 0.42 USD", "**SELV**", "40 € [\\[1\\]](https://example.org/rules?a=1&b=2)")
                .contains("\n- Größe and height matter [", "\n- Class III is required\n", "|EN 60598|lamps|")
                .contains("2. Ціни <https://example.net/prices>", "Verdict: pass, relevance 0.9")
                .contains("- grounded: SELV is required (source 1)\n- not grounded: It is cheap\n");
    }

    @Test
    void hostile_text_stays_text_in_markdown() {
        String markdown = MarkdownReport.of(Reports.of(Reports.HOSTILE));

        var dangerous = new ArrayList<String>();
        Parser.builder().build().parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock html) {
                dangerous.add(html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                dangerous.add(html.getLiteral());
            }

            @Override
            public void visit(Image image) {
                dangerous.add(image.getDestination());
            }

            @Override
            public void visit(Link link) {
                if (!link.getDestination().startsWith("https://good.example/")) {
                    dangerous.add(link.getDestination());
                }
            }
        });
        assertThat(dangerous).isEmpty();
        assertThat(markdown).contains("click", "pixel").doesNotContain("\u202E", "\u0000", "\u0007");
    }

    @Test
    void a_customer_sees_neither_the_judge_nor_what_it_has_cost() throws Exception {
        var shown = JSON.findAndRegisterModules()
                .valueToTree(Reports.of(Reports.GOOD).forCustomer());

        assertThat(shown.fieldNames()).toIterable().doesNotContain("judge", "cost_usd", "engine");
        assertThat(shown.path("report").path("sources").size()).isEqualTo(2);
    }

    @Test
    void too_much_is_left_out_and_that_is_said() {
        ObjectNode result = JSON.createObjectNode();
        ObjectNode report = result.putObject("report");
        report.put("direct_answer", "word ".repeat(100_000));
        report.putArray("key_findings").add("too late");

        ReportDocument document = Reports.of(result.toString());

        assertThat(document.report().directAnswer()).hasSizeLessThanOrEqualTo(250_000);
        assertThat(document.report().keyFindings()).containsExactly("");
        assertThat(MarkdownReport.of(document)).endsWith("parts of it were left out.\n");
    }

    @Test
    void a_result_of_another_shape_is_an_empty_report() {
        ReportDocument document = Reports.of("{\"report\": {\"sources\": 7, \"key_findings\": null}}");

        assertThat(document.report().mainQuestion()).isEqualTo("What was asked?");
        assertThat(document.report().sources()).isEmpty();
        assertThat(document.judge()).isNull();
    }

    @Test
    void what_stands_too_deep_is_shown_as_it_was_written() {
        var markdown = new SafeMarkdown(_ -> "");

        assertThat(markdown.html(">".repeat(20_000) + " x")).startsWith("<p>&gt;&gt;");
        assertThat(markdown.html("*a **b ".repeat(100) + "x" + " b** a*".repeat(100)))
                .startsWith("<p>*a **b ");
        assertThat(markdown.html("> > fine")).contains("<blockquote>");
    }
}
