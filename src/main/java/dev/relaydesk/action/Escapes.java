package dev.relaydesk.action;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text looks like once escapes, control characters and numbers of sources are taken out of it. A channel's formatting does that, so
 * what is no JSON when it is judged may be JSON when it is read.
 */
final class Escapes {

    /** As many as an answer of the Space has, and one more. */
    private static final int LAYERS = 4;

    /** A backslash before what JSON or Markdown lets it stand before, and a character written as an entity of HTML. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u(?<unit>[0-9a-fA-F]{4})|(?<space>[nrtbf\\n])"
                    + "|(?<mark>\\p{Punct}))|&(?:#[xX](?<hex>[0-9a-fA-F]{1,6})|#(?<number>[0-9]{1,7})|(?<name>[A-Za-z]{2,8}));");

    /** What no channel sends; JSON that has them is broken, and is whole without them. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]++");

    private static final Pattern CITATION = Pattern.compile("[ \\t]*+\\[(?:web:)?[0-9]{1,3}\\]");

    /** The entities that JSON can be written with. */
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("quot", "\""),
            Map.entry("QUOT", "\""),
            Map.entry("apos", "'"),
            Map.entry("amp", "&"),
            Map.entry("AMP", "&"),
            Map.entry("lcub", "{"),
            Map.entry("lbrace", "{"),
            Map.entry("rcub", "}"),
            Map.entry("rbrace", "}"),
            Map.entry("lsqb", "["),
            Map.entry("lbrack", "["),
            Map.entry("rsqb", "]"),
            Map.entry("rbrack", "]"),
            Map.entry("colon", ":"),
            Map.entry("comma", ","),
            Map.entry("bsol", "\\"),
            Map.entry("Tab", " "),
            Map.entry("NewLine", " "));

    private Escapes() {}

    /** Every look but the one it has. */
    static Set<String> looks(String text) {
        Set<String> looks = new LinkedHashSet<>();
        String said = CONTROL.matcher(Edges.sound(text)).replaceAll("");
        looks.add(said);
        looks.add(uncited(said));
        // Markdown leaves escapes by number alone, and a JSON string may hold one; the next reader of strings does not.
        // not.
        for (boolean unitsToo : new boolean[] {false, true}) {
            String look = said;
            for (int layer = 0; layer < LAYERS; layer++) {
                look = without(look, unitsToo);
                if (looks.add(look)) {
                    looks.add(uncited(look));
                }
            }
        }
        looks.remove(text);
        return looks;
    }

    private static String uncited(String text) {
        return CITATION.matcher(text).replaceAll("");
    }

    private static String without(String text, boolean unitsToo) {
        return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(meant(escape, unitsToo)));
    }

    private static String meant(MatchResult escape, boolean unitsToo) {
        if (escape.group("unit") != null) {
            return unitsToo ? character(escape.group("unit"), 16) : escape.group();
        }
        if (escape.group("space") != null) {
            return " ";
        }
        if (escape.group("mark") != null) {
            return escape.group("mark");
        }
        if (escape.group("hex") != null) {
            return character(escape.group("hex"), 16);
        }
        return escape.group("number") != null
                ? character(escape.group("number"), 10)
                : ENTITIES.getOrDefault(escape.group("name"), escape.group());
    }

    private static String character(String digits, int radix) {
        int character = Integer.parseInt(digits, radix);
        return Character.isValidCodePoint(character) ? Character.toString(character) : "\ufffd";
    }
}
