package dev.relaydesk.ticket;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket.
 *
 * @param status {@code open}, {@code waiting}, {@code solved} or {@code closed}
 * @param outsideNumber what the people of the ticket system call it; null while it lives here alone
 */
public record Ticket(
        UUID id,
        long number,
        String subject,
        String status,
        @Nullable String outsideNumber) {

    static final String PREFIX = "RD-";

    /** What the customer calls it. */
    public String reference() {
        return PREFIX + number;
    }

    /** Both numbers, when there are two. */
    public String references() {
        return outsideNumber == null ? reference() : reference() + " / " + outsideNumber;
    }

    /** A text for the customer with what is stored in it. Values are put in once, so none of them can name another. */
    public String filledInto(String text) {
        StringBuilder filled = new StringBuilder(text.length() + 40);
        int from = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
            int end = text.indexOf('}', at);
            String value = end < 0 ? null : value(text.substring(at + 1, end));
            filled.append(text, from, value == null ? at + 1 : at).append(value == null ? "" : value);
            from = value == null ? at + 1 : end + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private @Nullable String value(String name) {
        return switch (name) {
            case "ticket" -> reference();
            case "tickets" -> references();
            case "subject" -> subject;
            case "status" -> status;
            default -> null;
        };
    }
}
