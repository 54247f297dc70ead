package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.action.json.StrictJson;
import dev.relaydesk.action.json.StrictJson.Value;
import java.util.Optional;
import java.util.Set;

/**
 * The layers the Space puts around what the model said. Its answer travels as JSON in a string in JSON; when the model
 * itself answers in JSON there are three encodings, and one layer too many or too few may reach us.
 */
final class Wrapping {

    /** The steps, the last step's content, and a string; one more for good measure. */
    static final int MAX_LAYERS = 4;

    /** What stands beside the answer in the content of the last step. */
    private static final Set<String> COMPANIONS =
            Set.of("answer", "web_results", "chunks", "extra_web_results", "structured_answer");

    private Wrapping() {}

    /** What is inside one layer; empty when the text is not wrapped. */
    static Optional<String> inside(String text) {
        return switch (text.charAt(0)) {
            case '"' -> string(text).filter(Wrapping::meantForAMachine);
            case '{' ->
                Edges.firstVisible(text, 1) == '\\'
                        ? string('"' + text + '"')
                        : whole(text).flatMap(Wrapping::answer);
            case '[' -> whole(text).flatMap(Wrapping::lastStep);
            default -> Optional.empty();
        };
    }

    private static Optional<String> string(String text) {
        return whole(text).map(JsonNode::textValue);
    }

    private static Optional<JsonNode> whole(String text) {
        return StrictJson.read(text) instanceof Value(JsonNode node, int end) && end == text.length()
                ? Optional.of(node)
                : Optional.empty();
    }

    private static boolean meantForAMachine(String text) {
        return "{[\"`~".indexOf(Edges.firstVisible(text, 0)) >= 0;
    }

    private static Optional<String> answer(JsonNode content) {
        boolean finalStep = content.properties().stream().allMatch(each -> COMPANIONS.contains(each.getKey()));
        return finalStep ? Optional.ofNullable(content.path("answer").textValue()) : Optional.empty();
    }

    private static Optional<String> lastStep(JsonNode steps) {
        for (JsonNode step : steps) {
            if ("FINAL".equals(step.path("step_type").textValue())) {
                return Optional.ofNullable(step.path("content").path("answer").textValue());
            }
        }
        return Optional.empty();
    }
}
