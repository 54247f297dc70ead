package dev.relaydesk.testing.world;

import org.jspecify.annotations.Nullable;

/**
 * One request or response.
 *
 * @param head start line and header lines as they came, without the empty line
 */
record HttpMessage(String head, byte[] body) {

    /** {@code GET} of a request. */
    String method() {
        return head.substring(0, head.indexOf(' '));
    }

    /** Path and query of a request. */
    String target() {
        int from = head.indexOf(' ') + 1;
        return head.substring(from, head.indexOf(' ', from));
    }

    /** Status of a response. */
    int status() {
        int from = head.indexOf(' ') + 1;
        return Integer.parseInt(head, from, from + 3, 10);
    }

    @Nullable
    String header(String name) {
        int line = head.indexOf("\r\n");
        while (line >= 0) {
            int from = line + 2;
            int next = head.indexOf("\r\n", from);
            int colon = from + name.length();
            if (colon < head.length()
                    && head.charAt(colon) == ':'
                    && head.regionMatches(true, from, name, 0, name.length())) {
                return head.substring(colon + 1, next < 0 ? head.length() : next)
                        .strip();
            }
            line = next;
        }
        return null;
    }
}
