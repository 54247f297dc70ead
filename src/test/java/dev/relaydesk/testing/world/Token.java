package dev.relaydesk.testing.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The mark in each customer message, written {@code #t<conversation>-<sequence>-<nonce>}; answers carry it back. */
public record Token(int conversation, int sequence, String nonce) {

    @Override
    public String toString() {
        return "#t" + conversation + "-" + sequence + "-" + nonce;
    }

    /** All tokens in a text in the order in which they first occur. */
    public static List<Token> in(String text) {
        LinkedHashSet<Token> found = new LinkedHashSet<>(4);
        for (int at = text.indexOf("#t"); at >= 0; at = text.indexOf("#t", at + 2)) {
            int first = skipDigits(text, at + 2);
            int second = first < text.length() && text.charAt(first) == '-' ? skipDigits(text, first + 1) : first;
            int last =
                    second < text.length() && text.charAt(second) == '-' ? skipAlphanumerics(text, second + 1) : second;
            if (first > at + 2 && second > first + 1 && last > second + 1) {
                found.add(new Token(
                        Integer.parseInt(text, at + 2, first, 10),
                        Integer.parseInt(text, first + 1, second, 10),
                        text.substring(second + 1, last)));
            }
        }
        return new ArrayList<>(found);
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static int skipAlphanumerics(String text, int from) {
        int at = from;
        while (at < text.length()
                && (text.charAt(at) >= '0' && text.charAt(at) <= '9'
                        || text.charAt(at) >= 'a' && text.charAt(at) <= 'z')) {
            at++;
        }
        return at;
    }
}
