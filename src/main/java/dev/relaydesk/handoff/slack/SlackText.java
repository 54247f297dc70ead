package dev.relaydesk.handoff.slack;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between what people write and Slack's markup, in which {@code & < >} mean something. */
final class SlackText {

    private static final String ELLIPSIS = "…";

    /** {@code <kind content|label>}: a mention, a channel, a command or a link. */
    private static final Pattern ENTITY = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");

    private SlackText() {}

    /**
     * Shows hostile text as it was written: it mentions nobody and hides no link.
     *
     * @param limit of what Slack counts, which is the escaped text; what is cut off is told by an ellipsis
     */
    static String escaped(String text, int limit) {
        var escaped = new StringBuilder(Math.min(text.length() + 16, limit));
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            String shown = shown(codePoint);
            int reserve = i < text.length() ? ELLIPSIS.length() : 0;
            if (escaped.length() + shown.length() + reserve > limit) {
                return escaped.append(ELLIPSIS).toString();
            }
            escaped.append(shown);
        }
        return escaped.toString();
    }

    /** As {@link #escaped}, in one line and without the characters that change how the rest of the line looks. */
    static String inLine(String text, int limit) {
        return escaped(oneLine(text).replaceAll("[*_~`]", " ").strip(), limit);
    }

    /** As {@link #escaped}, each line behind a bar, so that nothing in it looks as if somebody else had said it. */
    static String quoted(String text, int limit) {
        return ">"
                + escaped(text.strip().replaceAll("\\R", "\n>").replace("```", "'''"), limit - 1)
                        .replace("\n&gt;", "\n>");
    }

    /** For a place that knows no markup. */
    static String plain(String text, int limit) {
        String line = oneLine(text);
        if (line.length() <= limit) {
            return line;
        }
        int end = limit - ELLIPSIS.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }

    /**
     * What somebody wrote in Slack, as a customer should read it.
     *
     * @param names the name of a user by id; empty where nobody knows it
     */
    static String decoded(String text, Function<String, Optional<String>> names) {
        String readable = ENTITY.matcher(text).replaceAll(entity -> {
            String label = entity.group(3) == null ? "" : entity.group(3);
            return Matcher.quoteReplacement(
                    switch (entity.group(1)) {
                        case "@" -> "@" + names.apply(entity.group(2)).orElse(label.isEmpty() ? "somebody" : label);
                        case "#" -> "#" + (label.isEmpty() ? "channel" : label);
                        case "!" -> label.isEmpty() ? "@" + entity.group(2).split("\\^", 2)[0] : label;
                        default -> link(entity.group(2), label);
                    });
        });
        return readable.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String link(String address, String label) {
        String bare = address.replaceFirst("^(?:mailto|tel):", "");
        boolean sameThing = label.isEmpty()
                || bare.equals(label)
                || bare.replaceFirst("^https?://", "").replaceFirst("/$", "").equals(label);
        if (sameThing) {
            return bare;
        }
        return label + " (" + bare + ")";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private static String shown(int codePoint) {
        return switch (codePoint) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> {
                boolean unfit = codePoint < ' ' && codePoint != '\n' && codePoint != '\t'
                        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
                yield unfit ? "\uFFFD" : Character.toString(codePoint);
            }
        };
    }
}
