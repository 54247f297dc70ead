package dev.relaydesk.research.report;

import dev.relaydesk.research.engine.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a report as CommonMark that harms nobody in whatever shows it. */
final class MarkdownReport {

    private final StringBuilder out = new StringBuilder();
    private final Report report;
    private final SafeMarkdown markdown;

    private MarkdownReport(Report report) {
        this.report = report;
        this.markdown = new SafeMarkdown(this::address);
    }

    static String of(ReportDocument document) {
        return new MarkdownReport(document.report()).write(document);
    }

    private String write(ReportDocument document) {
        out.append("# ").append(SafeMarkdown.literal(report.mainQuestion())).append('\n');
        String facts = ReportView.facts(document);
        if (!facts.isEmpty()) {
            out.append('\n').append(SafeMarkdown.literal(facts)).append('\n');
        }
        section("Answer", List.of(report.directAnswer()), "");
        section("Key findings", report.keyFindings(), "- ");
        section("Details", report.supportingDetails(), "");
        section("Open questions", report.followUps(), "- ");
        sources();
        ReportDocument.Judgement judge = document.judge();
        if (judge != null) {
            judge(judge);
        }
        if (document.cut()) {
            out.append("\nThis report was too long; parts of it were left out.\n");
        }
        return out.toString();
    }

    private void section(String title, List<String> passages, String mark) {
        List<String> written = passages.stream()
                .filter(it -> !it.isBlank())
                .map(markdown::markdown)
                .toList();
        if (written.isEmpty()) {
            return;
        }
        out.append("\n## ").append(title).append('\n');
        if (!mark.isEmpty()) {
            out.append('\n');
        }
        for (String passage : written) {
            out.append(mark.isEmpty() ? "\n" : mark)
                    .append(passage.replace("\n", "\n" + " ".repeat(mark.length())))
                    .append('\n');
        }
    }

    private void sources() {
        if (report.sources().isEmpty()) {
            return;
        }
        out.append("\n## Sources\n\n");
        int number = 0;
        for (Report.Source source : report.sources()) {
            out.append(++number).append(". ").append(SafeMarkdown.literal(source.title()));
            if (!source.url().isEmpty()) {
                out.append(" <").append(source.url()).append('>');
            }
            out.append('\n');
        }
    }

    private void judge(ReportDocument.Judgement judge) {
        out.append("\n## Judge\n\nVerdict: ").append(SafeMarkdown.literal(judge.verdict()));
        score("relevance", judge.relevance());
        score("correctness", judge.correctness());
        score("completeness", judge.completeness());
        out.append('\n');
        if (!judge.reasoning().isBlank()) {
            out.append('\n').append(SafeMarkdown.literal(judge.reasoning())).append('\n');
        }
        if (!judge.claims().isEmpty()) {
            out.append('\n');
        }
        for (ReportDocument.Claim claim : judge.claims()) {
            out.append("- ")
                    .append(claim.grounded() ? "grounded: " : "not grounded: ")
                    .append(SafeMarkdown.literal(claim.claim()))
                    .append(claim.source() == null ? "" : " (source " + claim.source() + ")")
                    .append('\n');
        }
    }

    private void score(String name, @Nullable Double value) {
        if (value != null) {
            out.append(", ").append(name).append(' ').append(value);
        }
    }

    private String address(int number) {
        return number >= 1 && number <= report.sources().size()
                ? report.sources().get(number - 1).url()
                : "";
    }
}
