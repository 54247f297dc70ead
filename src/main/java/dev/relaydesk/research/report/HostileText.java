package dev.relaydesk.research.report;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Takes from a stranger's text what no document can hold or what makes it look other than it is. */
final class HostileText {

    private static final int LONGEST_ADDRESS = 2_000;

    private HostileText() {}

    /** Without control characters, halves of characters, and marks that turn the direction of text around. */
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().filter(HostileText::isHarmless).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isHarmless(int c) {
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        boolean half = c >= 0xD800 && c <= 0xDFFF;
        return c == '\n' || c == '\t' || !turns && !half && !Character.isISOControl(c) && (c & 0xFFFE) != 0xFFFE;
    }

    /** The address if it leads to the web and hides nothing. */
    static Optional<URI> webAddress(String address) {
        if (address.length() > LONGEST_ADDRESS) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
