package dev.relaydesk.research.engine.space;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a model wrote when it was asked for JSON: with a fence, a preface or a comma too much, or as a list. */
public final class ModelJson {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build());

    /** A text is not searched for ever. */
    private static final int MOST_TRIES = 5;

    private static final Pattern BULLET = Pattern.compile("^\\s*+(?:[-*•]|\\d{1,2}[.)])\\s++");

    private ModelJson() {}

    /** The first object in the text. */
    public static Optional<JsonNode> object(String text) {
        return first(text, '{');
    }

    /** The first list in the text; empty when there is none. */
    public static List<JsonNode> array(String text) {
        List<JsonNode> found = new ArrayList<>();
        first(text, '[').ifPresent(list -> list.forEach(found::add));
        return found;
    }

    /** The texts of the first list, of JSON or of lines that begin as those of a list do; never more than so many. */
    public static List<String> list(String text, int most, int longest) {
        List<String> found = first(text, '[').map(ModelJson::texts).orElse(List.of());
        List<String> texts = found.isEmpty() ? bullets(text) : found;
        return texts.stream()
                .map(each -> Quoted.line(each, longest))
                .filter(each -> !each.isEmpty())
                .distinct()
                .limit(most)
                .toList();
    }

    /** The texts of a list, of which a model sometimes makes objects with one text. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list) {
            if (each.isTextual()) {
                texts.add(each.textValue());
            } else if (each.isObject()) {
                each.properties().stream()
                        .filter(field -> field.getValue().isTextual())
                        .findFirst()
                        .ifPresent(field -> texts.add(field.getValue().textValue()));
            }
        }
        return texts;
    }

    static List<String> bullets(String text) {
        return text.lines()
                .filter(line -> BULLET.matcher(line).lookingAt())
                .map(line -> BULLET.matcher(line).replaceFirst("").strip())
                .toList();
    }

    private static Optional<JsonNode> first(String text, char opening) {
        int at = text.indexOf(opening);
        for (int tries = 0; at >= 0 && tries < MOST_TRIES; tries++) {
            try (JsonParser parser = JSON.createParser(text.substring(at))) {
                JsonNode node = JSON.readTree(parser);
                // A marker of a source is a list too, but nobody asked for its number.
                if (node != null
                        && (node.isObject() || node.isEmpty() || !node.get(0).isNumber())) {
                    return Optional.of(node);
                }
            } catch (IOException _) {
                // Then it begins at the next one, or nowhere.
            }
            at = text.indexOf(opening, at + 1);
        }
        return Optional.empty();
    }
}
