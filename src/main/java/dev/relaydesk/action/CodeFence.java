package dev.relaydesk.action;

import java.util.Optional;
import java.util.regex.Pattern;

/** A block of code as Markdown marks it. */
final class CodeFence {

    /** The name of a language behind the opening fence. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9_+.-]*+");

    private static final Pattern OPENING = Pattern.compile("(?:`{3,}|~{3,})[A-Za-z0-9_+.-]*+\\s*+$");
    private static final Pattern CLOSING = Pattern.compile("^\\s*+(?:`{3,}|~{3,})");
    private static final int SHORTEST = 3;
    private static final int LONGEST_OPENING = 60;

    private CodeFence() {}

    /** What is in the fence when the text is one closed fence and nothing else. */
    static Optional<String> soleContent(String text) {
        char mark = text.charAt(0);
        int opening = run(text, mark);
        if ((mark != '`' && mark != '~') || opening < SHORTEST || text.length() < 2 * opening) {
            return Optional.empty();
        }
        String fence = text.substring(0, opening);
        if (!text.endsWith(fence)) {
            return Optional.empty();
        }
        String inside = text.substring(opening, text.length() - opening);
        if (inside.contains(fence)) {
            return Optional.empty();
        }
        var language = LANGUAGE.matcher(inside);
        return Optional.of(language.lookingAt() ? inside.substring(language.end()) : inside);
    }

    /** The text before an envelope, without the fence that opens right in front of it. */
    static String withoutOpening(String before) {
        int tail = Math.max(0, before.length() - LONGEST_OPENING);
        var opening = OPENING.matcher(before).region(tail, before.length());
        return opening.find() ? before.substring(0, opening.start()) : before;
    }

    /** The text behind an envelope, without the fence that closes right behind it. */
    static String withoutClosing(String after) {
        return CLOSING.matcher(after).replaceFirst("");
    }

    private static int run(String text, char mark) {
        int length = 0;
        while (length < text.length() && text.charAt(length) == mark) {
            length++;
        }
        return length;
    }
}
