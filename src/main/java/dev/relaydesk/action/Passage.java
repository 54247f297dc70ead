package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.action.json.StrictJson;
import dev.relaydesk.action.json.StrictJson.Fault;
import dev.relaydesk.action.json.StrictJson.Value;

/** A reply that is not an envelope alone: words, perhaps with a request somewhere in them. */
final class Passage {

    /** Beginnings of JSON that are looked into; no text for people has more. */
    private static final int MOST_TRIES = 5_000;

    private final String text;
    private int tries;

    private Passage(String text) {
        this.text = text;
    }

    static Decoded of(String text, Prose prose) {
        Decoded decoded = new Passage(text).decode(prose);
        return decoded instanceof Decoded.Plain && Escapes.looks(text).stream().anyMatch(Passage::holdsARequest)
                ? new Decoded.Refused(Verdict.NOT_JSON, "a request written with escapes, with text around it")
                : decoded;
    }

    private static boolean holdsARequest(String text) {
        return !(new Passage(text).decode(Prose.REJECT) instanceof Decoded.Plain);
    }

    private Decoded decode(Prose prose) {
        char[] characters = text.toCharArray();
        JsonNode found = null;
        int start = 0;
        int end = 0;
        int from = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
            from = at + 1;
            if (tries > MOST_TRIES) {
                return new Decoded.Refused(Verdict.TOO_LONG, "more pieces of JSON than anybody would read");
            }
            switch (read(characters, at)) {
                case Value(JsonNode node, int behind)
                when EnvelopeShape.isAttempt(node) -> {
                    if (found != null) {
                        return new Decoded.Refused(Verdict.SEVERAL_ACTIONS, "more than one request in one reply");
                    }
                    found = node;
                    start = at;
                    end = behind;
                    from = behind;
                }
                case Value _ -> {} // A sample; what is nested in it is looked at in turn.
                case Fault(var kind, var detail, var _) -> {
                    if (EnvelopeShape.isBrokenAttempt(text, at)) {
                        return found == null
                                ? new Decoded.Refused(Verdict.of(kind), detail)
                                : new Decoded.Refused(Verdict.SEVERAL_ACTIONS, "more than one request in one reply");
                    }
                }
            }
        }
        return found == null ? new Decoded.Plain(Edges.sound(text)) : around(found, start, end, prose);
    }

    /** Most braces in a text are no JSON, which is seen by what follows them. */
    private StrictJson.Outcome read(char[] characters, int at) {
        if (Edges.firstVisible(text, at + 1) != '"') {
            return new Fault(StrictJson.Kind.NOT_JSON, "not JSON", at);
        }
        tries++;
        return StrictJson.read(characters, at);
    }

    private Decoded around(JsonNode found, int start, int end, Prose prose) {
        if (prose == Prose.LENIENT) {
            return EnvelopeShape.check(found, true);
        }
        String after = CodeFence.withoutClosing(Edges.strip(text.substring(end)));
        boolean before = !Edges.strip(CodeFence.withoutOpening(Edges.strip(text.substring(0, start))))
                .isEmpty();
        return before || Edges.strip(after).isEmpty()
                ? new Decoded.Refused(Verdict.TEXT_BEFORE_ACTION, "there is text before the request")
                : new Decoded.Refused(Verdict.TEXT_AFTER_ACTION, "there is text after the request");
    }
}
