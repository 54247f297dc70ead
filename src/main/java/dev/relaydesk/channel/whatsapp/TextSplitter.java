package dev.relaydesk.channel.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into parts that fit into one message each, at the best place that keeps a part reasonably full. */
final class TextSplitter {

    /** Best first: between paragraphs, between lines, after a sentence, between words. */
    private static final List<Pattern> PAUSES = List.of(
            Pattern.compile("\\n[ \\t]*\\n"),
            Pattern.compile("\\n"),
            Pattern.compile("(?<=[.!?…。！？]['\")\\]*_~]{0,3})\\s|(?<=[。！？])"),
            Pattern.compile("\\s"));

    private static final String FENCE = "```";
    /** Room to close a block of code at the end of a part and to open it again at the start of the next. */
    private static final int FENCE_ROOM = 2 * (FENCE.length() + 1);

    /** How far the end of a marked passage is looked for; keeps the work small for a text without line ends. */
    private static final int LOOK_AHEAD = 500;

    private TextSplitter() {}

    /** All of the text but white space at the cuts; no part is blank or longer than the limit in UTF-16 units. */
    static List<String> split(String text, int limit) {
        var parts = new ArrayList<String>();
        String rest = text.strip();
        while (rest.length() > limit) {
            int cut = cut(rest, limit - FENCE_ROOM);
            String part = rest.substring(0, cut).stripTrailing();
            rest = rest.substring(cut).strip();
            if (isCodeOpen(part)) {
                part = part + "\n" + FENCE;
                rest = FENCE + "\n" + rest;
            }
            parts.add(part);
        }
        if (!rest.isBlank()) {
            parts.add(rest);
        }
        return parts;
    }

    /** Like {@link #split(String, int)}, with a last part that keeps to a smaller limit of its own. */
    static List<String> split(String text, int limit, int lastLimit) {
        String whole = text.strip();
        if (whole.length() <= lastLimit) {
            return split(whole, lastLimit);
        }
        int cut = cutOfLast(whole, whole.length() - lastLimit + FENCE_ROOM);
        String before = whole.substring(0, cut).stripTrailing();
        String last = whole.substring(cut).strip();
        if (isCodeOpen(before)) {
            before = before + "\n" + FENCE;
            last = FENCE + "\n" + last;
        }
        var parts = new ArrayList<>(split(before, limit));
        parts.add(last);
        return parts;
    }

    /** The first pause of the best kind not before {@code from}; failing that, the first place that breaks no character. */
    private static int cutOfLast(String text, int from) {
        for (Pattern pause : PAUSES) {
            Matcher matcher = pause.matcher(text).region(from, text.length() - 1);
            matcher.useTransparentBounds(true);
            while (matcher.find()) {
                if (!isMarkOpen(text, matcher.start())) {
                    return matcher.start();
                }
            }
        }
        return Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    }

    /** The last pause of the best kind in the second half; failing that, the last one that does not break a character. */
    private static int cut(String text, int limit) {
        for (Pattern pause : PAUSES) {
            int best = -1;
            Matcher matcher = pause.matcher(text).region(limit / 2, limit);
            matcher.useTransparentBounds(true);
            while (matcher.find()) {
                if (matcher.start() > 0 && !isMarkOpen(text, matcher.start())) {
                    best = matcher.start();
                }
            }
            if (best > 0) {
                return best;
            }
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }

    /** Whether a cut here would tear a passage in bold, italics or strike-through; marks end with their line. */
    private static boolean isMarkOpen(String text, int at) {
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        for (char mark : new char[] {'*', '_', '~'}) {
            long count =
                    text.substring(lineStart, at).chars().filter(c -> c == mark).count();
            if (count % 2 == 1 && text.substring(at, lineEnd(text, at)).indexOf(mark) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int lineEnd(String text, int at) {
        int end = text.substring(at, Math.min(text.length(), at + LOOK_AHEAD)).indexOf('\n');
        return end < 0 ? Math.min(text.length(), at + LOOK_AHEAD) : at + end;
    }

    private static boolean isCodeOpen(String part) {
        int fences = 0;
        for (int at = part.indexOf(FENCE); at >= 0; at = part.indexOf(FENCE, at + FENCE.length())) {
            fences++;
        }
        return fences % 2 == 1;
    }
}
