package dev.relaydesk.space;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps text from the listener as long as it may still turn out to be an action. A reply whose first visible character
 * is a brace, or that starts with a code fence, is never told while it is written; any other is told up to the first
 * brace that JSON may begin with, be it for an action or for a sample.
 */
final class HeldBack {

    private static final int FENCE = 3;

    private static final List<String> KEYS = List.of("action", "reason", "metadata");

    /** What nobody puts between a brace and a key. */
    private static final int LONGEST_HELD = 1_000;

    /** A brace and what a key begins with: quotes, whole or escaped, or one of ours without any. */
    private static final Pattern BEGINNING = Pattern.compile("\\{[\\s\\p{Cf}\\p{Z}]*+"
            + "(?:[\"'`\\\\&\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]|(?i:action|reason|metadata))");

    private @Nullable AnswerListener listener;
    private final StringBuilder held = new StringBuilder();
    private boolean open;

    HeldBack(AnswerListener listener) {
        this.listener = listener;
    }

    void hear(String delta) {
        if (delta.isEmpty() || listener == null) {
            return;
        }
        held.append(delta);
        open = open || opens();
        if (!open || listener == null) {
            return;
        }
        Matcher beginning = BEGINNING.matcher(held);
        if (beginning.find()) {
            tell(beginning.start());
            listener = null;
            return;
        }
        int brace = held.lastIndexOf("{");
        tell(brace >= 0 && undecided(brace) ? brace : held.length());
        if (held.length() > LONGEST_HELD) {
            listener = null;
        }
    }

    /** The answer is whole: what is still held was short and harmless. */
    void finish() {
        tell(held.length());
    }

    /** Whether the reply starts as words do; when it starts as an action does, the listener is not told any more. */
    private boolean opens() {
        int start = firstVisible(0);
        if (start == held.length()) {
            return false;
        }
        char first = held.charAt(start);
        if (first == '{') {
            listener = null;
            return false;
        }
        if (first != '`' && first != '~') {
            return true;
        }
        int end = start;
        while (end < held.length() && end - start < FENCE && held.charAt(end) == first) {
            end++;
        }
        if (end - start == FENCE) {
            listener = null;
        }
        return end - start < FENCE && end < held.length();
    }

    /** A listener that fails is not told any more; its trouble must not cost the answer. */
    private void tell(int length) {
        AnswerListener present = listener;
        if (present == null || length == 0) {
            return;
        }
        String text = held.substring(0, length);
        held.delete(0, length);
        try {
            present.heard(text);
        } catch (RuntimeException e) {
            listener = null;
        }
    }

    /** Whether the next characters decide if this brace begins something. */
    private boolean undecided(int brace) {
        String begun = held.substring(firstVisible(brace + 1)).toLowerCase(Locale.ROOT);
        return KEYS.stream().anyMatch(key -> key.startsWith(begun));
    }

    private int firstVisible(int from) {
        int at = from;
        while (at < held.length() && invisible(held.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean invisible(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }
}
