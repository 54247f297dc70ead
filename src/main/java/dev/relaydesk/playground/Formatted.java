package dev.relaydesk.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as WhatsApp shows it: {@code *strong*}, {@code _emphasis_}, {@code ~struck~} and {@code ```code```}. */
final class Formatted {

    private static final Pattern MARKED = Pattern.compile(
            "```(?<code>[^`]+)```"
                    + "|(?<![\\p{L}\\p{N}*_~])(?<mark>[*_~])(?=\\S)(?<text>(?:(?!\\k<mark>)[^\\n])+)(?<=\\S)\\k<mark>(?![\\p{L}\\p{N}*_~])");

    /**
     * A stretch in one style.
     *
     * @param style plain, strong, emphasis, struck or code; a class of the style sheet
     */
    record Piece(String text, String style) {}

    private Formatted() {}

    static List<Piece> of(String text) {
        var pieces = new ArrayList<Piece>();
        Matcher found = MARKED.matcher(text);
        int end = 0;
        while (found.find()) {
            if (found.start() > end) {
                pieces.add(new Piece(text.substring(end, found.start()), "plain"));
            }
            pieces.add(
                    found.group("code") == null
                            ? new Piece(found.group("text"), style(found.group("mark")))
                            : new Piece(found.group("code"), "code"));
            end = found.end();
        }
        if (end < text.length()) {
            pieces.add(new Piece(text.substring(end), "plain"));
        }
        return pieces;
    }

    private static String style(String mark) {
        return switch (mark) {
            case "*" -> "strong";
            case "_" -> "emphasis";
            default -> "struck";
        };
    }
}
