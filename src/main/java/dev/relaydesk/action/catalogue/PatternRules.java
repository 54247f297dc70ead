package dev.relaydesk.action.catalogue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which regular expressions a schema may have. They run in an engine that takes linear time whatever is matched; one
 * that would hang the usual engines is refused all the same, because schemas are copied to places that have those.
 */
final class PatternRules {

    static final int LONGEST = 300;

    private PatternRules() {}

    /** What is wrong with it; empty when it may be used. */
    static Optional<String> fault(String pattern) {
        if (pattern.length() > LONGEST) {
            return Optional.of("the pattern is longer than " + LONGEST + " characters");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            return Optional.of("the pattern is not understood: " + e.getDescription());
        }
        return repeatsARepetition(pattern)
                ? Optional.of("the pattern repeats a group that itself repeats without end, as in (a+)+")
                : Optional.empty();
    }

    /** Whether a group that holds *, + or {n,} is itself followed by *, + or {…}. The pattern is known to be well formed. */
    private static boolean repeatsARepetition(String pattern) {
        Deque<Boolean> groups = new ArrayDeque<>();
        boolean endless = false;
        boolean groupJustClosed = false;
        boolean closedWasEndless = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean repetition = c == '*' || c == '+' || c == '{';
            if (repetition && groupJustClosed && closedWasEndless) {
                return true;
            }
            endless |= c == '*' || c == '+' || (c == '{' && isEndless(pattern, i));
            groupJustClosed = false;
            switch (c) {
                case '\\' -> i++;
                case '[' -> i = endOfClass(pattern, i);
                case '(' -> {
                    groups.push(endless);
                    endless = false;
                }
                case ')' -> {
                    groupJustClosed = true;
                    closedWasEndless = endless;
                    endless |= groups.pop();
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean isEndless(String pattern, int brace) {
        int end = pattern.indexOf('}', brace);
        return end > 0 && pattern.charAt(end - 1) == ',';
    }

    private static int endOfClass(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.startsWith("[:", i)) {
                i = Math.max(i, pattern.indexOf(":]", i) + 1);
            }
            i++;
        }
        return i;
    }
}
