package dev.relaydesk.action;

import dev.relaydesk.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/** Fills what is stored into a text for the customer. Values are put in once, so none of them can name another. */
final class Filled {

    private Filled() {}

    static String in(String text, Ticket ticket) {
        StringBuilder filled = new StringBuilder(text.length() + 40);
        int from = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
            int end = text.indexOf('}', at);
            String value = end < 0 ? null : value(text.substring(at + 1, end), ticket);
            filled.append(text, from, value == null ? at + 1 : at).append(value == null ? "" : value);
            from = value == null ? at + 1 : end + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static @Nullable String value(String name, Ticket ticket) {
        return switch (name) {
            case "ticket" -> ticket.reference();
            case "subject" -> ticket.subject();
            case "status" -> ticket.status();
            default -> null;
        };
    }
}
