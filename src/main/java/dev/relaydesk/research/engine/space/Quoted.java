package dev.relaydesk.research.engine.space;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Text of others in a prompt: between two lines of dashes, which it must not hold itself, and no longer than fits. */
public final class Quoted {

    private static final Pattern LINE_OF_DASHES = Pattern.compile("(?m)^[ \\t]*+-{3,}+[ \\t]*+$");

    /** Below this a text says nothing any more. */
    private static final int SHORTEST = 200;

    private Quoted() {}

    /** In one line. */
    public static String line(String text, int longest) {
        return shortened(text.replaceAll("\\s+", " ").strip(), longest);
    }

    public static String passage(String text, int longest) {
        return LINE_OF_DASHES.matcher(shortened(text.strip(), longest)).replaceAll("***");
    }

    /** All of them, the longest cut down until together they take no more than so many bytes of a URL. */
    public static List<String> fitting(List<String> texts, int bytes) {
        int longest = texts.stream().mapToInt(String::length).max().orElse(0);
        List<String> fitting = texts;
        while (longest > SHORTEST && fitting.stream().mapToInt(Quoted::bytes).sum() > bytes) {
            longest = longest * 4 / 5;
            int most = longest;
            fitting = texts.stream().map(each -> shortened(each, most)).toList();
        }
        return fitting;
    }

    /** What a text takes in a URL. */
    public static int bytes(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        // A blank is written as three characters there, which this encoder writes as one.
        return encoded.length()
                + 2 * (int) encoded.chars().filter(c -> c == '+').count();
    }

    /** Never half a character. */
    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + " …";
    }
}
