package dev.relaydesk.action;

import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.ticket.NewTicket;
import dev.relaydesk.ticket.Ticket;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** {@code create_ticket}: the conversation is left to a ticket. */
@ApplicationScoped
class CreateTicketHandler implements ActionHandler {

    private final Tickets tickets;
    private final Speaker speaker;
    private final Texts texts;

    CreateTicketHandler(Tickets tickets, Speaker speaker, Texts texts) {
        this.tickets = tickets;
        this.speaker = speaker;
        this.texts = texts;
    }

    @Override
    public String action() {
        return "create_ticket";
    }

    @Override
    public String perform(Handle transaction, Action action) {
        Ticket ticket = tickets.open(
                transaction,
                new NewTicket(
                        action.conversation(),
                        action.customer(),
                        action.id(),
                        action.text("subject"),
                        action.text("description"),
                        action.parameters().path("priority").asText("normal")));
        speaker.toTicket(transaction, action.conversation(), "ticket_opened", "bot");
        return ticket.told(texts, Text.TICKET_OPENED, action.language());
    }
}
