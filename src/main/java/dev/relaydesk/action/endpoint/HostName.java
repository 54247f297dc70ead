package dev.relaydesk.action.endpoint;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which words may stand for a host. Each has one meaning only, to every resolver and every library: an address in its
 * ordinary form, or a name of ASCII labels of which the last begins with a letter.
 */
final class HostName {

    private static final String BYTE = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final String LAST_LABEL = "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.){0,126}" + LAST_LABEL);
    private static final int LONGEST_NAME = 253;

    private HostName() {}

    /** The name in lower case; null for addresses and for everything whose meaning readers disagree on. */
    static @Nullable String name(String host) {
        // Before it is lower case: the Kelvin sign would become an ordinary k.
        boolean plain = host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
        return plain ? host.toLowerCase(Locale.ROOT) : null;
    }

    /** The address that is written out, IPv6 with or without brackets; null for anything else. */
    static @Nullable InetAddress literal(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String text = bracketed ? host.substring(1, host.length() - 1) : host;
        boolean six = text.indexOf(':') >= 0;
        if (six ? !V6.matcher(text).matches() : bracketed || !V4.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
