package dev.relaydesk.research.report;

import dev.relaydesk.research.engine.Report;
import io.quarkus.qute.RawString;
import java.math.RoundingMode;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as templates show it; what is raw there was disarmed before. */
record ReportView(
        String question,
        @Nullable RawString answer,
        List<RawString> findings,
        List<RawString> details,
        List<String> followUps,
        List<Source> sources,
        @Nullable Judge judge,
        boolean cut,
        String facts) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * Where something was found.
     *
     * @param url empty when there is no address that one should follow
     */
    record Source(int number, String title, String url, String host) {}

    record Judge(
            String verdict, String word, List<Score> scores, String grounded, String reasoning, List<Claim> claims) {}

    /** @param value as the element {@code meter} wants it, 0 to 1 */
    record Score(String name, String value, String percent) {}

    /** @param source empty when none says so */
    record Claim(String text, boolean grounded, String source) {}

    static ReportView of(ReportDocument document) {
        Report report = document.report();
        int sources = report.sources().size();
        var markdown = new SafeMarkdown(number -> number >= 1 && number <= sources ? "#source-" + number : "");
        return new ReportView(
                report.mainQuestion(),
                report.directAnswer().isBlank() ? null : new RawString(markdown.html(report.directAnswer())),
                raw(markdown, report.keyFindings()),
                raw(markdown, report.supportingDetails()),
                report.followUps().stream().filter(it -> !it.isBlank()).toList(),
                sources(report),
                document.judge() == null ? null : judge(document.judge(), sources),
                document.cut(),
                facts(document));
    }

    /** When it was done, by what, and for how much. */
    static String facts(ReportDocument document) {
        return Stream.of(
                        Optional.ofNullable(document.completedAt()).map(DAY::format),
                        Optional.ofNullable(document.engine())
                                .filter(it -> !it.isEmpty())
                                .map(it -> "Engine " + it),
                        Optional.ofNullable(document.costUsd())
                                .map(it -> "Cost " + it.setScale(2, RoundingMode.HALF_UP) + " USD"))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + " · " + other)
                .orElse("");
    }

    private static List<RawString> raw(SafeMarkdown markdown, List<String> passages) {
        return passages.stream()
                .filter(it -> !it.isBlank())
                .map(it -> new RawString(markdown.html(it)))
                .toList();
    }

    private static List<Source> sources(Report report) {
        var sources = new ArrayList<Source>();
        for (Report.Source source : report.sources()) {
            String host = source.url().isEmpty() ? "" : URI.create(source.url()).getHost();
            sources.add(new Source(
                    sources.size() + 1, source.title().isEmpty() ? "Untitled" : source.title(), source.url(), host));
        }
        return sources;
    }

    private static Judge judge(ReportDocument.Judgement judge, int sources) {
        var scores = new ArrayList<Score>();
        add(scores, "Relevance", judge.relevance());
        add(scores, "Correctness", judge.correctness());
        add(scores, "Completeness", judge.completeness());
        return new Judge(
                judge.verdict(),
                switch (judge.verdict()) {
                    case "pass" -> "Passed";
                    case "below_threshold" -> "Below the threshold";
                    default -> "Not judged";
                },
                scores,
                judge.claims().isEmpty()
                        ? ""
                        : "%d of %d claims stand on a source"
                                .formatted(judge.grounded(), judge.claims().size()),
                judge.reasoning(),
                judge.claims().stream().map(it -> claim(it, sources)).toList());
    }

    private static Claim claim(ReportDocument.Claim claim, int sources) {
        Integer source = claim.source();
        boolean known = source != null && source >= 1 && source <= sources;
        return new Claim(claim.claim(), claim.grounded(), known ? String.valueOf(source) : "");
    }

    private static void add(List<Score> scores, String name, @Nullable Double value) {
        if (value != null) {
            scores.add(new Score(name, String.format(Locale.ROOT, "%.2f", value), Math.round(value * 100) + " %"));
        }
    }
}
