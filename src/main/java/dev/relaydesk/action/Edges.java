package dev.relaydesk.action;

import java.util.regex.Pattern;

/** What may stand at either end of a reply without meaning anything. */
final class Edges {

    /** The Space glues the numbers of its sources to whatever sentence it wrote, JSON included. */
    private static final Pattern CITATIONS = Pattern.compile("(?:\\[(?:web:)?\\d{1,3}\\]\\s*+)++$");

    private static final int LONGEST_CITATIONS = 200;

    private Edges() {}

    /** Without white space, byte order marks and other characters that cannot be seen. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && invisible(text.charAt(from))) {
            from++;
        }
        while (to > from && invisible(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Stripped, and without the numbers of sources behind it. */
    static String stripCitations(String text) {
        int tail = Math.max(0, text.length() - LONGEST_CITATIONS);
        var citations = CITATIONS.matcher(text).region(tail, text.length());
        return citations.find() ? strip(text.substring(0, citations.start())) : text;
    }

    static boolean invisible(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /** The first character from here on that can be seen; a space when there is none. */
    static char firstVisible(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!invisible(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return ' ';
    }

    /** NUL and half characters become U+FFFD: neither JSON nor the database holds them. */
    static String sound(String text) {
        return text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
