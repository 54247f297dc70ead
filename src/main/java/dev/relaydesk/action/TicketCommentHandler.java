package dev.relaydesk.action;

import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.ticket.Ticket;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** {@code add_ticket_comment}: something new about a ticket of the customer. */
@ApplicationScoped
class TicketCommentHandler implements ActionHandler {

    private final Tickets tickets;
    private final Texts texts;

    TicketCommentHandler(Tickets tickets, Texts texts) {
        this.tickets = tickets;
        this.texts = texts;
    }

    @Override
    public String action() {
        return "add_ticket_comment";
    }

    @Override
    public String perform(Handle transaction, Action action) {
        Optional<Ticket> ticket = tickets.ofCustomer(transaction, action.customer(), TicketStatusHandler.named(action));
        ticket.ifPresent(it -> tickets.comment(transaction, it.id(), "customer", action.text("comment"), null));
        return ticket.map(it -> it.told(texts, Text.COMMENT_ADDED, action.language()))
                .orElseGet(() -> texts.of(Text.NO_TICKET, action.language()));
    }
}
