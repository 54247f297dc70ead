package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.action.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A schema file's tree, and the line on which each part of it begins. */
final class SchemaText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonNode tree;
    private final Map<String, Integer> lines;

    private SchemaText(JsonNode tree, Map<String, Integer> lines) {
        this.tree = tree;
        this.lines = lines;
    }

    /** Reads it as strictly as a reply is read. */
    static SchemaText read(String file, String text) throws Unusable {
        String bare = text.strip();
        int start = text.indexOf(bare);
        return switch (StrictJson.read(bare)) {
            case StrictJson.Value(var node, int end) when end == bare.length() -> new SchemaText(node, lines(text));
            case StrictJson.Value(var _, int end) ->
                throw new Unusable(file, lineOf(text, start + end), "text follows the schema", "leave one object");
            case StrictJson.Fault(var _, var detail, int at) ->
                throw new Unusable(file, lineOf(text, start + at), detail, "write one JSON object");
        };
    }

    JsonNode tree() {
        return tree;
    }

    /** The line of the part at this JSON pointer, or of the nearest part around it that has one. */
    int line(String pointer) {
        String each = pointer;
        while (!lines.containsKey(each) && !each.isEmpty()) {
            each = each.substring(0, Math.max(0, each.lastIndexOf('/')));
        }
        return lines.getOrDefault(each, 1);
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, Math.min(offset, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser in = FACTORY.createParser(text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                JsonPointer where = in.getParsingContext().pathAsPointer();
                lines.putIfAbsent(where.toString(), in.currentTokenLocation().getLineNr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("has been read before", e);
        }
        return lines;
    }

    /** A file that is no schema at all. */
    static final class Unusable extends Exception {

        private final SchemaProblem problem;

        Unusable(String file, int line, String problem, String remedy) {
            super(problem);
            this.problem = new SchemaProblem(file, line, problem, remedy);
        }

        SchemaProblem problem() {
            return problem;
        }
    }
}
