package dev.relaydesk.action;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a text may look on somebody's screen, worked out by hand: after up to four rounds in which escapes are taken away,
 * with the numbers of sources and without them, and never with control characters.
 */
final class SecondLook {

    private static final String MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /** Each with the names it goes by. */
    private static final List<List<String>> NAMED = List.of(
            List.of("\"", "quot", "QUOT"),
            List.of("'", "apos"),
            List.of("&", "amp", "AMP"),
            List.of("{", "lcub", "lbrace"),
            List.of("}", "rcub", "rbrace"),
            List.of("[", "lsqb", "lbrack"),
            List.of("]", "rsqb", "rbrack"),
            List.of(":", "colon"),
            List.of(",", "comma"),
            List.of("\\", "bsol"),
            List.of(" ", "Tab", "NewLine"));

    private final String text;
    private final boolean unicode;
    private int at;

    private SecondLook(String text, boolean unicode) {
        this.text = text;
        this.unicode = unicode;
    }

    static Set<String> at(String text) {
        String marks = printable(text);
        String all = marks;
        Set<String> seen = new TreeSet<>(List.of(marks));
        for (int round = 1; round <= 4; round++) {
            marks = new SecondLook(marks, false).unescaped();
            all = new SecondLook(all, true).unescaped();
            seen.addAll(List.of(marks, all));
        }
        Set<String> looks = new TreeSet<>(seen);
        seen.forEach(each -> looks.add(sourceless(each)));
        return looks;
    }

    private static String printable(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (c == 0 || Character.isSurrogate(c)) {
                out.append('\ufffd');
            } else if (c >= ' ' && (c < 0x7f || c > 0x9f) || c == '\n' || c == '\t') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private String unescaped() {
        var out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                backslash(out);
            } else if (c == '&') {
                entity(out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void backslash(StringBuilder out) {
        char next = text.charAt(at);
        if (MARKS.indexOf(next) >= 0) {
            out.append(next);
            at++;
        } else if ("nrtbf\n".indexOf(next) >= 0) {
            out.append(' ');
            at++;
        } else if (next == 'u' && isNumber(at + 1, at + 5, 16)) {
            out.append(
                    unicode ? (char) Integer.parseInt(text, at + 1, at + 5, 16) + "" : text.substring(at - 1, at + 5));
            at += 5;
        } else {
            out.append('\\');
        }
    }

    private void entity(StringBuilder out) {
        int end = text.indexOf(';', at);
        String name = end < 0 || end - at > 9 ? "" : text.substring(at, end);
        for (List<String> each : NAMED) {
            if (each.lastIndexOf(name) > 0) {
                out.append(each.getFirst());
                at = end + 1;
                return;
            }
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        int digits = hexadecimal ? 2 : 1;
        int radix = hexadecimal ? 16 : 10;
        int length = name.length() - digits;
        if (name.startsWith("#")
                && length > 0
                && length <= (hexadecimal ? 6 : 7)
                && isNumber(at + digits, end, radix)) {
            int character = Integer.parseInt(text, at + digits, end, radix);
            out.appendCodePoint(character > 0x10ffff ? 0xfffd : character);
            at = end + 1;
        } else {
            out.append('&');
        }
    }

    private boolean isNumber(int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            if (i >= text.length() || text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String sourceless(String text) {
        var out = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
            int digits = open + (text.startsWith("web:", open + 1) ? 5 : 1);
            int close = digits;
            while (close < text.length() && text.charAt(close) >= '0' && text.charAt(close) <= '9') {
                close++;
            }
            if (close > digits && close - digits <= 3 && close < text.length() && text.charAt(close) == ']') {
                out.append(text, from, open);
                while (out.length() > 0 && " \t".indexOf(out.charAt(out.length() - 1)) >= 0) {
                    out.setLength(out.length() - 1);
                }
                from = close + 1;
            }
        }
        return out.append(text, from, text.length()).toString();
    }
}
