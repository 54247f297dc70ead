package dev.relaydesk.research;

import java.text.BreakIterator;
import java.util.Locale;

/** What of an answer fits into a chat. */
final class Summary {

    private static final int LONGEST = 1_200;

    private Summary() {}

    /** The first sentences, whole ones as far as there are any. */
    static String of(String answer) {
        String text = answer.strip();
        if (text.length() <= LONGEST) {
            return text;
        }
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int end = sentences.preceding(LONGEST);
        if (end <= LONGEST / 4) {
            end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        }
        return text.substring(0, end).strip() + " …";
    }
}
