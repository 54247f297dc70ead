package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.db.Where;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tickets of this installation. All methods work in the caller's transaction. */
@ApplicationScoped
public class Tickets {

    private static final String COLUMNS = "id, number, subject, status";
    private static final RowMapper<Ticket> TICKET = (row, _) -> new Ticket(
            row.getObject("id", UUID.class), row.getLong("number"), row.getString("subject"), row.getString("status"));

    /** Opens it, or finds the one that this action opened before. */
    public Ticket open(Handle transaction, NewTicket ticket) {
        return transaction
                .createQuery("""
                        /* ticket.open */
                        WITH opened AS (
                            INSERT INTO ticket (id, conversation_id, customer_id, action_id, subject, description, priority)
                            VALUES (:id, :conversation, :customer, :action, :subject, :description, :priority)
                            ON CONFLICT (action_id) DO NOTHING
                            RETURNING id, number, subject, status)
                        SELECT id, number, subject, status FROM opened
                        UNION ALL
                        SELECT id, number, subject, status FROM ticket WHERE action_id = :action
                        LIMIT 1
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("conversation", ticket.conversation().value())
                .bind("customer", ticket.customer())
                .bind("action", ticket.action())
                .bind("subject", ticket.subject())
                .bind("description", ticket.description())
                .bind("priority", ticket.priority())
                .map(TICKET)
                .one();
    }

    /**
     * A ticket of this customer.
     *
     * @param reference as the customer was told it, {@code RD-1001} or the bare number; null for the latest
     */
    public Optional<Ticket> ofCustomer(Handle handle, UUID customer, @Nullable String reference) {
        Long number = reference == null ? null : numberOf(reference);
        if (reference != null && number == null) {
            return Optional.empty();
        }
        Where where = new Where()
                .and("customer_id = :customer", "customer", customer)
                .and("number = :number", "number", number);
        return handle.createQuery("SELECT " + COLUMNS + " FROM ticket " + where.sql() + "ORDER BY number DESC LIMIT 1")
                .bindMap(where.values())
                .map(TICKET)
                .findOne();
    }

    /** The open ticket of a conversation. */
    public Optional<Ticket> openOf(Handle handle, ConversationId conversation) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM ticket WHERE conversation_id = :conversation AND status = 'open'
                        ORDER BY number DESC LIMIT 1
                        """)
                .bind("conversation", conversation.value())
                .map(TICKET)
                .findOne();
    }

    /**
     * Adds to a ticket.
     *
     * @param author {@code customer}, {@code bot} or {@code agent}
     * @param message the customer's message that this is, which is added once; null for none
     */
    public void comment(Handle transaction, UUID ticket, String author, String text, @Nullable UUID message) {
        transaction
                .createUpdate("""
                        /* ticket.comment */
                        INSERT INTO ticket_comment (id, ticket_id, author, text, message_id)
                        VALUES (:id, :ticket, :author, :text, cast(:message AS uuid))
                        ON CONFLICT (message_id) DO NOTHING
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("ticket", ticket)
                .bind("author", author)
                .bind("text", text)
                .bind("message", message)
                .execute();
    }

    private static @Nullable Long numberOf(String reference) {
        String digits = reference.strip().toUpperCase(Locale.ROOT);
        digits = digits.startsWith("#") ? digits.substring(1) : digits;
        digits = digits.startsWith(Ticket.PREFIX) ? digits.substring(Ticket.PREFIX.length()) : digits;
        return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
    }
}
