package dev.relaydesk.action;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.ticket.Ticket;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What becomes of messages in a conversation that was left to its ticket: they are added to it, by us, not by the model. */
@ApplicationScoped
public class OpenTicket {

    private final Tickets tickets;
    private final Speaker speaker;
    private final ActionTexts texts;

    OpenTicket(Tickets tickets, Speaker speaker, ActionTexts texts) {
        this.tickets = tickets;
        this.speaker = speaker;
        this.texts = texts;
    }

    /** Adds them in the caller's transaction, which holds the control row. Returns what the customer is told. */
    public String note(Handle transaction, ConversationId conversation, List<CustomerWord> words) {
        Ticket ticket = tickets.openOf(transaction, conversation).orElse(null);
        if (ticket == null || asksForTheBot(words.getLast().text())) {
            speaker.toBot(transaction, conversation, "new_question", "customer");
            return texts.askAway();
        }
        for (CustomerWord word : words) {
            String text = word.text();
            if (text != null && !text.isBlank()) {
                tickets.comment(transaction, ticket.id(), "customer", text, word.message());
            }
        }
        return ticket.filledInto(texts.ticketNoted());
    }

    private boolean asksForTheBot(@Nullable String text) {
        return text != null
                && Arrays.stream(texts.newQuestion().split(",", -1))
                        .anyMatch(phrase -> phrase.strip().equalsIgnoreCase(text.strip()));
    }
}
