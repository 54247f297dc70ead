package dev.relaydesk.research.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.Report;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the result of one job into a document. What is missing is empty, and what is too much is left out. */
final class ReportReader {

    /** More is not read by people and would make documents without end. */
    private static final int MOST_CHARACTERS = 250_000;

    private static final int MOST_ITEMS = 200;
    private static final int LONGEST_LINE = 2_000;

    private int left = MOST_CHARACTERS;
    private boolean cut;

    private ReportReader() {}

    static ReportDocument read(UUID job, JsonNode result, String question, @Nullable Instant completedAt) {
        return new ReportReader().document(job, result, question, completedAt);
    }

    private ReportDocument document(UUID job, JsonNode result, String question, @Nullable Instant completedAt) {
        JsonNode found = result.path("report");
        String title = line(found.path("main_question"));
        Report report = new Report(
                title.isBlank() ? line(question) : title,
                text(found.path("direct_answer")),
                items(found.path("key_findings"), this::text),
                items(found.path("supporting_details"), this::text),
                items(found.path("follow_ups"), this::line),
                items(found.path("sources"), this::source));
        JsonNode judge = result.path("judge");
        JsonNode cost = result.path("cost_usd");
        return new ReportDocument(
                job,
                completedAt,
                line(result.path("engine")),
                cost.isNumber() ? cost.decimalValue() : BigDecimal.ZERO,
                report,
                judge.isObject() ? judgement(judge) : null,
                cut);
    }

    private Report.Source source(JsonNode source) {
        String address = HostileText.webAddress(source.path("url").asText(""))
                .map(URI::toString)
                .orElse("");
        String title = line(source.path("title"));
        return new Report.Source(title.isBlank() ? line(source.path("url")) : title, address);
    }

    private ReportDocument.Judgement judgement(JsonNode judge) {
        return new ReportDocument.Judgement(
                score(judge.path("relevance")),
                score(judge.path("correctness")),
                score(judge.path("completeness")),
                line(judge.path("verdict")),
                text(judge.path("reasoning")),
                items(judge.path("claims"), this::claim));
    }

    private ReportDocument.Claim claim(JsonNode claim) {
        JsonNode source = claim.path("source");
        return new ReportDocument.Claim(
                line(claim.path("claim")),
                claim.path("grounded").asBoolean(false),
                source.canConvertToInt() ? Integer.valueOf(source.intValue()) : null);
    }

    private static @Nullable Double score(JsonNode score) {
        return score.isNumber() ? Math.clamp(score.doubleValue(), 0.0, 1.0) : null;
    }

    private <T> List<T> items(JsonNode array, Function<JsonNode, T> reading) {
        var items = new ArrayList<T>();
        for (JsonNode item : array) {
            if (items.size() == MOST_ITEMS) {
                cut = true;
                break;
            }
            items.add(reading.apply(item));
        }
        return items;
    }

    private String line(JsonNode text) {
        return line(text.asText(""));
    }

    private String line(String text) {
        return take(HostileText.clean(text).replaceAll("\\s+", " ").strip(), LONGEST_LINE);
    }

    private String text(JsonNode text) {
        return take(HostileText.clean(text.asText("")), MOST_CHARACTERS);
    }

    private String take(String text, int most) {
        int end = Math.min(text.length(), Math.min(most, left));
        if (end < text.length()) {
            cut = true;
            end -= end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        }
        left -= end;
        return text.substring(0, end);
    }
}
