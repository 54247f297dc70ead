package dev.relaydesk.action;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.CustomerLanguage;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.delivery.text.Word;
import dev.relaydesk.ticket.Ticket;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What becomes of messages in a conversation that was left to its ticket: they are added to it, by us, not by the model. */
@ApplicationScoped
public class OpenTicket {

    private final Tickets tickets;
    private final Speaker speaker;
    private final Texts texts;

    OpenTicket(Tickets tickets, Speaker speaker, Texts texts) {
        this.tickets = tickets;
        this.speaker = speaker;
        this.texts = texts;
    }

    /** Adds them in the caller's transaction, which holds the control row. Returns what the customer is told. */
    public String note(
            Handle transaction, ConversationId conversation, @Nullable String language, List<CustomerWord> words) {
        Ticket ticket = tickets.openOf(transaction, conversation).orElse(null);
        Optional<String> asked = texts.hears(Word.NEW_QUESTION, words.getLast().text(), language);
        asked.ifPresent(now -> CustomerLanguage.turned(transaction, conversation, language, now));
        if (ticket == null || asked.isPresent()) {
            speaker.toBot(transaction, conversation, "new_question", "customer");
            return texts.of(Text.ASK_AWAY, asked.orElse(language));
        }
        for (CustomerWord word : words) {
            String text = word.text();
            if (text != null && !text.isBlank()) {
                tickets.comment(transaction, ticket.id(), "customer", text, word.message());
            }
        }
        return ticket.told(texts, Text.TICKET_NOTED, language);
    }
}
