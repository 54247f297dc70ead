package dev.relaydesk.action.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Percent-encoding of which nothing but letters, digits and {@code - . _ ~} is left out. */
final class Percent {

    private static final String DIGITS = "0123456789ABCDEF";

    private Percent() {}

    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(UTF_8)) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(DIGITS.charAt((each >> 4) & 15)).append(DIGITS.charAt(each & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte each) {
        return each >= 'a' && each <= 'z'
                || each >= 'A' && each <= 'Z'
                || each >= '0' && each <= '9'
                || each == '-'
                || each == '.'
                || each == '_'
                || each == '~';
    }
}
