package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.action.json.StrictJson;
import dev.relaydesk.action.json.StrictJson.Fault;
import dev.relaydesk.action.json.StrictJson.Kind;
import dev.relaydesk.action.json.StrictJson.Value;

/**
 * Tells words for the customer from a request for an action. A request is exactly one envelope, bare or alone in one
 * code fence; what was meant for a machine and is not that is refused and never said.
 */
public final class ReplyDecoder {

    private ReplyDecoder() {}

    /** Decides on a complete reply. Takes time in proportion to its length, whatever is in it, and never throws. */
    public static Decoded decode(String reply, Prose prose) {
        return decode(reply, prose, 0);
    }

    private static Decoded decode(String reply, Prose prose, int layers) {
        String text = Edges.strip(reply);
        if (text.isEmpty()) {
            return new Decoded.Refused(Verdict.EMPTY_REPLY, "the reply is empty");
        }
        String bare = Edges.stripCitations(text);
        if (bare.isEmpty()) {
            return new Decoded.Plain(Edges.sound(text));
        }
        String body = CodeFence.soleContent(bare).map(Edges::strip).orElse(bare);
        if (body.isEmpty()) {
            return new Decoded.Plain(Edges.sound(text));
        }
        var inside = Wrapping.inside(body);
        if (inside.isPresent()) {
            return layers == Wrapping.MAX_LAYERS
                    ? new Decoded.Refused(Verdict.NOT_JSON, "wrapped in too many layers of JSON")
                    : decode(inside.get(), prose, layers + 1);
        }
        return switch (StrictJson.read(body)) {
            case Value(var node, int end)
            when end == body.length() && node.isObject() -> EnvelopeShape.check(node, false);
            case Value(var node, int end)
            when end == body.length() && !onlyNumbers(node) ->
                new Decoded.Refused(Verdict.ARRAY_OF_ACTIONS, "an array instead of one object");
            case Value _ -> Passage.of(text, prose);
            case Fault(var kind, var detail, var _)
            when meantForAMachine(body, kind) -> new Decoded.Refused(Verdict.of(kind), detail);
            case Fault _ -> Passage.of(text, prose);
        };
    }

    /** {@code [1]} is the number of a source; a sentence in quotes is a string. Both are for people. */
    private static boolean onlyNumbers(JsonNode node) {
        if (!node.isArray()) {
            return true;
        }
        for (JsonNode each : node) {
            if (!each.isNumber()) {
                return false;
            }
        }
        return true;
    }

    /** Whether something that starts like JSON and is none was still meant to be. {@code {name}} and {@code [[1]]} are not. */
    private static boolean meantForAMachine(String body, Kind kind) {
        char second = Edges.firstVisible(body, 1);
        return switch (body.charAt(0)) {
            case '{' -> "\"'\\\u201c\u201d} ".indexOf(second) >= 0 || EnvelopeShape.isBrokenAttempt(body, 0);
            case '[' -> second == '{' || kind != Kind.NOT_JSON && "[\"".indexOf(second) >= 0;
            default -> false;
        };
    }
}
