package dev.relaydesk.action;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as RFC 8259 has it, read a second time by hand, so that the service's reader is not its own judge. Values are
 * maps, lists, strings, {@link BigDecimal}s, booleans, and {@link #NULL}.
 */
final class SecondParser {

    static final Object NULL = "null literal".toCharArray();

    private static final int LONGEST = 32_768;

    /** Why a text is refused; the first reason in reading order counts. */
    static final class Wrong extends Exception {

        final Verdict verdict;

        Wrong(Verdict verdict) {
            super(verdict.wire(), null, false, false);
            this.verdict = verdict;
        }
    }

    private final String text;
    private final int start;
    private int at;

    SecondParser(String text, int start) {
        this.text = text.substring(0, Math.min(text.length(), start + LONGEST + 1));
        this.start = start;
        this.at = start;
    }

    /** The value that starts here; {@link #end} is behind it. */
    Object read() throws Wrong {
        Object value = value(1);
        if (at - start > LONGEST) {
            throw new Wrong(Verdict.TOO_LONG);
        }
        return value;
    }

    int end() {
        return at;
    }

    private Object value(int depth) throws Wrong {
        space();
        char c = peek();
        if ((c == '{' || c == '[') && depth > 16) {
            throw new Wrong(Verdict.TOO_DEEP);
        }
        if (c == '{') {
            return object(depth);
        }
        if (c == '[') {
            return array(depth);
        }
        if (c == '"') {
            return sound(string());
        }
        for (String word : List.of("-Infinity", "-INF", "+Infinity", "+INF", "Infinity", "NaN", "INF")) {
            if (text.startsWith(word, at) && !nameGoesOn(at + word.length())) {
                throw new Wrong(Verdict.NOT_A_NUMBER);
            }
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            return number();
        }
        return word();
    }

    /** Not with what sorts before the digits: {@code NaN} before a NUL is NaN, and the NUL a second mistake. */
    private boolean nameGoesOn(int index) {
        return index < text.length() && text.charAt(index) >= '0' && Character.isJavaIdentifierPart(text.charAt(index));
    }

    private Object word() throws Wrong {
        for (String word : List.of("true", "false", "null")) {
            if (text.startsWith(word, at) && !nameGoesOn(at + word.length())) {
                at += word.length();
                return word.equals("null") ? NULL : Boolean.valueOf(word);
            }
        }
        throw cut();
    }

    private Map<String, Object> object(int depth) throws Wrong {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw cut();
            }
            String raw = string();
            space();
            expect(':');
            String key = key(raw, object);
            object.put(key, value(depth + 1));
            space();
            if (peek() == '}') {
                at++;
                return object;
            }
            expect(',');
        }
    }

    /** A number or literal that is no JSON is noticed before anything is said about the key in front of it. */
    private String key(String raw, Map<String, Object> object) throws Wrong {
        space();
        int value = at;
        if ("{[\"".indexOf(peek()) < 0) {
            try {
                value(1);
            } catch (Wrong e) {
                if (e.verdict == Verdict.NOT_JSON || e.verdict == Verdict.TOO_LONG) {
                    throw e;
                }
            }
        }
        at = value;
        if (object.containsKey(sound(raw))) {
            throw new Wrong(Verdict.DUPLICATE_KEY);
        }
        return raw;
    }

    private List<Object> array(int depth) throws Wrong {
        List<Object> array = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return array;
            }
            expect(',');
        }
    }

    private String string() throws Wrong {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw cut();
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = peek();
            at++;
            int plain = "\"\\/bfnrt".indexOf(escape);
            if (plain >= 0) {
                out.append("\"\\/\b\f\n\r\t".charAt(plain));
            } else if (escape == 'u') {
                int unit = 0;
                for (int i = 0; i < 4; i++, at++) {
                    int digit = "0123456789abcdef".indexOf(Character.toLowerCase(peek()));
                    if (digit < 0) {
                        throw cut();
                    }
                    unit = unit * 16 + digit;
                }
                out.append((char) unit);
            } else {
                throw cut();
            }
        }
    }

    private static String sound(String text) throws Wrong {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == 0) {
                throw new Wrong(Verdict.FORBIDDEN_CHARACTER);
            }
            if (c >= 0xd800 && c <= 0xdfff) {
                throw new Wrong(Verdict.LONE_SURROGATE);
            }
            i += Character.charCount(c);
        }
        return text;
    }

    private BigDecimal number() throws Wrong {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
            if (at < text.length() && Character.isDigit(text.charAt(at))) {
                throw cut();
            }
        } else {
            digits();
        }
        boolean whole = true;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
            whole = false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
            whole = false;
        }
        String literal = text.substring(from, at);
        if (whole) {
            if (new BigDecimal(literal).abs().compareTo(BigDecimal.valueOf(9007199254740991L)) > 0) {
                throw new Wrong(Verdict.NUMBER_OUT_OF_RANGE);
            }
            return new BigDecimal(literal);
        }
        if (literal.length() > 40 || Double.isInfinite(Double.parseDouble(literal))) {
            throw new Wrong(Verdict.NUMBER_OUT_OF_RANGE);
        }
        return new BigDecimal(Double.parseDouble(literal));
    }

    private void digits() throws Wrong {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (from == at) {
            throw cut();
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) throws Wrong {
        if (peek() != c) {
            throw cut();
        }
        at++;
    }

    private char peek() throws Wrong {
        if (at >= text.length()) {
            throw new Wrong(at - start > LONGEST ? Verdict.TOO_LONG : Verdict.NOT_JSON);
        }
        return text.charAt(at);
    }

    private Wrong cut() {
        return new Wrong(Verdict.NOT_JSON);
    }
}
