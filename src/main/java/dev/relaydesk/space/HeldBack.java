package dev.relaydesk.space;

import org.jspecify.annotations.Nullable;

/**
 * Keeps text from the listener as long as it may still turn out to be an action. A reply whose first visible character
 * is a brace, or that starts with a code fence, is never told while it is written.
 */
final class HeldBack {

    private static final int FENCE = 3;

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
        if (open) {
            tell(delta);
            return;
        }
        held.append(delta);
        int start = firstVisible();
        if (start == held.length()) {
            return;
        }
        char first = held.charAt(start);
        if (first == '`' || first == '~') {
            int end = start;
            while (end < held.length() && end - start < FENCE && held.charAt(end) == first) {
                end++;
            }
            if (end - start == FENCE) {
                listener = null;
            } else if (end < held.length()) {
                release();
            }
        } else if (first == '{') {
            listener = null;
        } else {
            release();
        }
    }

    /** The answer is whole: what is still held was short and harmless. */
    void finish() {
        if (!open && listener != null && !held.isEmpty()) {
            release();
        }
    }

    private void release() {
        open = true;
        tell(held.toString());
        held.setLength(0);
    }

    /** A listener that fails is not told any more; its trouble must not cost the answer. */
    private void tell(String text) {
        AnswerListener present = listener;
        if (present == null) {
            return;
        }
        try {
            present.heard(text);
        } catch (RuntimeException e) {
            listener = null;
        }
    }

    private int firstVisible() {
        int at = 0;
        while (at < held.length() && invisible(held.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean invisible(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }
}
