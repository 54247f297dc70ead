package dev.relaydesk.action;

import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code ticket_status}: how far a ticket of the customer is. */
@ApplicationScoped
class TicketStatusHandler implements ActionHandler {

    private final Tickets tickets;
    private final Texts texts;

    TicketStatusHandler(Tickets tickets, Texts texts) {
        this.tickets = tickets;
        this.texts = texts;
    }

    @Override
    public String action() {
        return "ticket_status";
    }

    @Override
    public String perform(Handle transaction, Action action) {
        return tickets.ofCustomer(transaction, action.customer(), named(action))
                .map(ticket -> ticket.told(texts, Text.TICKET_STATUS, action.language()))
                .orElseGet(() -> texts.of(Text.NO_TICKET, action.language()));
    }

    /** The ticket that the model named; null for the latest. */
    static @Nullable String named(Action action) {
        String named = action.text("ticket");
        return named.isEmpty() ? null : named;
    }
}
