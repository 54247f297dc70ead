package dev.relaydesk.research.engine.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A report as a model wrote it down: as JSON, under the headings it was asked for, or as it liked. */
public record Findings(
        String directAnswer, List<String> keyFindings, List<String> supportingDetails, List<String> followUps) {

    private static final int LONGEST_ANSWER = 12_000;
    private static final int LONGEST_PASSAGE = 4_000;
    private static final int LONGEST_LINE = 600;
    private static final int MOST = 12;

    private enum Part {
        ANSWER,
        FINDINGS,
        DETAILS,
        QUESTIONS,
        OTHER
    }

    /** Empty when there is nothing in it that answers; so it is with a request for an action. */
    public static Optional<Findings> read(String text) {
        Optional<JsonNode> json = ModelJson.object(text);
        if (json.isPresent() && json.get().path("direct_answer").isTextual()) {
            return present(ofJson(json.get()));
        }
        return wantsAction(text) ? Optional.empty() : present(ofHeadings(text));
    }

    /** Whether a model asks for an action instead of answering. Nobody who researches gets one. */
    public static boolean wantsAction(String text) {
        String start = text.stripLeading();
        return (start.startsWith("{") || start.startsWith("`"))
                && ModelJson.object(text).filter(json -> json.has("action")).isPresent();
    }

    /** With every text changed. */
    public Findings each(UnaryOperator<String> change) {
        return new Findings(
                change.apply(directAnswer),
                keyFindings.stream().map(change).toList(),
                supportingDetails.stream().map(change).toList(),
                followUps.stream().map(change).toList());
    }

    private static Optional<Findings> present(Findings findings) {
        return Optional.of(findings).filter(it -> !it.directAnswer.isBlank());
    }

    private static Findings ofJson(JsonNode json) {
        return new Findings(
                Quoted.shortened(json.path("direct_answer").textValue().strip(), LONGEST_ANSWER),
                lines(ModelJson.texts(json.path("key_findings"))),
                passages(ModelJson.texts(json.path("supporting_details"))),
                lines(ModelJson.texts(json.path("follow_ups"))));
    }

    private static Findings ofHeadings(String text) {
        Map<Part, StringBuilder> parts = new EnumMap<>(Part.class);
        Part part = Part.ANSWER;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                part = part(line);
            }
            if (!line.startsWith("#") || part == Part.OTHER) {
                parts.computeIfAbsent(part, _ -> new StringBuilder())
                        .append(line)
                        .append('\n');
            }
        }
        String answer = text(parts, Part.ANSWER);
        String other = text(parts, Part.OTHER);
        return answer.isEmpty()
                ? new Findings(Quoted.shortened(text.strip(), LONGEST_ANSWER), List.of(), List.of(), List.of())
                : new Findings(
                        Quoted.shortened(answer, LONGEST_ANSWER),
                        lines(ModelJson.bullets(text(parts, Part.FINDINGS))),
                        passages(List.of((text(parts, Part.DETAILS) + "\n\n" + other).split("\n\\s*\n", -1))),
                        lines(ModelJson.bullets(text(parts, Part.QUESTIONS))));
    }

    private static Part part(String heading) {
        String words = heading.toLowerCase(Locale.ROOT);
        if (words.contains("key finding")) {
            return Part.FINDINGS;
        }
        if (words.contains("open question") || words.contains("follow-up")) {
            return Part.QUESTIONS;
        }
        if (words.contains("detail")) {
            return Part.DETAILS;
        }
        return words.contains("answer") ? Part.ANSWER : Part.OTHER;
    }

    private static String text(Map<Part, StringBuilder> parts, Part part) {
        return Optional.ofNullable(parts.get(part))
                .map(text -> text.toString().strip())
                .orElse("");
    }

    private static List<String> lines(List<String> texts) {
        return kept(texts.stream().map(each -> Quoted.line(each, LONGEST_LINE)).toList());
    }

    private static List<String> passages(List<String> texts) {
        return kept(texts.stream()
                .map(each -> Quoted.shortened(each.strip(), LONGEST_PASSAGE))
                .toList());
    }

    private static List<String> kept(List<String> texts) {
        return new ArrayList<>(
                texts.stream().filter(each -> !each.isBlank()).limit(MOST).toList());
    }
}
