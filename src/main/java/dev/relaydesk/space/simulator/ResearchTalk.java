package dev.relaydesk.space.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Prompts of research and of its judge: says what a diligent model would, of a question it knows little about. */
final class ResearchTalk {

    private static final Pattern STEP = Pattern.compile("^(?:RESEARCH|JUDGE) ([a-z-]+)\\.");
    private static final String LINE = "\n-----\n";
    private static final int LONGEST_QUESTION = 160;

    private static final List<ShopKnowledge.Source> SOURCES = List.of(
            new ShopKnowledge.Source("Buyer's guide", "https://guide.example/choosing"),
            new ShopKnowledge.Source("Test report", "https://tests.example/2026/report"),
            new ShopKnowledge.Source("Standard in short", "https://standards.example/overview"));

    private ResearchTalk() {}

    /** What is said, and from where; null when the prompt is of another kind. */
    static ShopKnowledge.@Nullable Answer answer(String prompt) {
        Matcher step = STEP.matcher(prompt);
        if (!step.find()) {
            return null;
        }
        String question = question(prompt);
        return switch (step.group(1)) {
            case "deep" -> ShopKnowledge.said(report(question), SOURCES);
            case "decompose" -> ShopKnowledge.said(parts(question), List.of());
            case "classify" -> ShopKnowledge.said(classes(prompt), List.of());
            case "answer" -> ShopKnowledge.said(part(question), SOURCES);
            case "gaps" ->
                ShopKnowledge.said(Wire.text(List.of("What do experts advise about: " + question)), List.of());
            case "synthesise" -> ShopKnowledge.said(synthesis(question), List.of());
            case "follow-ups" -> ShopKnowledge.said(Wire.text(followUps()), List.of());
            case "analysis" -> ShopKnowledge.said(analysis(question), List.of());
            case "report", "repair" -> ShopKnowledge.said(judgement(), List.of());
            default -> null;
        };
    }

    private static String question(String prompt) {
        int begin = prompt.indexOf(LINE);
        int end = begin < 0 ? -1 : prompt.indexOf(LINE, begin + LINE.length());
        String text = end < 0
                ? "the question"
                : prompt.substring(begin + LINE.length(), end).strip().replaceAll("\\s+", " ");
        return text.length() <= LONGEST_QUESTION ? text : text.substring(0, LONGEST_QUESTION) + "…";
    }

    private static String parts(String question) {
        return "```json\n"
                + Wire.text(List.of(
                        "What is to be understood by: " + question,
                        "Which rules and figures hold for: " + question,
                        "What do tests and buyers report on: " + question))
                + "\n```";
    }

    private static String classes(String prompt) {
        int count =
                (int) prompt.lines().filter(line -> line.matches("\\d+\\. .*")).count();
        return Wire.text(IntStream.rangeClosed(1, count)
                .mapToObj(number -> Map.of("number", number, "source", number == 2 ? "scholar" : "web"))
                .toList());
    }

    private static String part(String question) {
        return "On “%s”: the guides agree on the main points[1], and tests bear them out.[2] ".formatted(question)
                + "One figure stands in the overview of the standard.[3]";
    }

    private static String report(String question) {
        return """
                ## Answer
                On “%s”: the guides agree on the main points[1], and tests bear them out.[2]
                ## Key findings
                - The main points are undisputed.[1]
                - Tests of this year confirm them.[2]
                ## Details
                The buyer's guide compares the common choices and says what each is good for.[1]

                The standard names one figure that all of them have to reach.[3]
                ## Open questions
                - What does it cost over five years?
                - Who is liable when it fails?
                """.formatted(question);
    }

    private static String synthesis(String question) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(
                "direct_answer",
                "On “%s”: the guides agree on the main points[S1], and tests bear them out.[S2]".formatted(question));
        report.put(
                "key_findings", List.of("The main points are undisputed.[S1]", "Tests of this year confirm them.[S2]"));
        report.put("supporting_details", List.of("The standard names one figure that all have to reach.[S3]"));
        return Wire.text(report);
    }

    private static List<String> followUps() {
        return List.of(
                "What does it cost over five years?",
                "Who is liable when it fails?",
                "Which of the choices is the easiest to repair?");
    }

    private static String analysis(String question) {
        return """
                “%s” has two sides. The guides look at the day of purchase[S1]; the tests look at the years after it.[S2]

                Where they differ, the tests weigh more, because they measured.[S2]
                """.formatted(question).strip();
    }

    private static String judgement() {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("relevance", 0.9);
        card.put("correctness", 0.8);
        card.put("completeness", 0.7);
        card.put(
                "claims",
                List.of(
                        Map.of("claim", "The main points are undisputed.", "grounded", true, "source", 1),
                        Map.of("claim", "Tests of this year confirm them.", "grounded", true, "source", 2)));
        card.put("verdict", "pass");
        card.put("reasoning", "The report answers the question and names a source for each claim.");
        return Wire.text(card);
    }
}
