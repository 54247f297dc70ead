package dev.relaydesk.ticket;

import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.ticket.gateway.TicketStatus;
import java.util.Map;
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

    /** A text for the customer with what is stored in it; in the installation's language when none is known. */
    public String told(Texts texts, Text text, @Nullable String language) {
        return texts.of(
                text,
                language,
                Map.of(
                        "ticket", reference(),
                        "tickets", references(),
                        "subject", subject,
                        "status", texts.of(statusName(), language)));
    }

    private Text statusName() {
        return switch (TicketStatus.of(status)) {
            case OPEN -> Text.STATUS_OPEN;
            case WAITING -> Text.STATUS_WAITING;
            case SOLVED -> Text.STATUS_SOLVED;
            case CLOSED -> Text.STATUS_CLOSED;
        };
    }
}
