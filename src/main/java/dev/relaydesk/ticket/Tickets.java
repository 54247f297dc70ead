package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.db.Where;
import dev.relaydesk.platform.poll.Pollers;
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

    private static final String COLUMNS = "id, number, subject, status, outside_number";
    private static final RowMapper<Ticket> TICKET = (row, _) -> new Ticket(
            row.getObject("id", UUID.class),
            row.getLong("number"),
            row.getString("subject"),
            row.getString("status"),
            row.getString("outside_number"));

    private final TicketDesk desk;
    private final Pollers pollers;

    Tickets(TicketDesk desk, Pollers pollers) {
        this.desk = desk;
        this.pollers = pollers;
    }

    /** Opens it, or finds the one that this action opened before. A ticket system outside is told after the commit. */
    public Ticket open(Handle transaction, NewTicket ticket) {
        Ticket opened = transaction
                .createQuery("""
                        /* ticket.open */
                        WITH opened AS (
                            INSERT INTO ticket (id, conversation_id, customer_id, action_id, subject, description, priority,
                                                gateway, reference)
                            VALUES (:id, :conversation, :customer, :action, :subject, :description, :priority, :gateway,
                                    :conversation || ':' || :action)
                            ON CONFLICT (action_id) DO NOTHING
                            RETURNING %1$s)
                        SELECT %1$s FROM opened
                        UNION ALL
                        SELECT %1$s FROM ticket WHERE action_id = :action
                        LIMIT 1
                        """.formatted(COLUMNS))
                .bind("id", TimeOrderedId.next())
                .bind("conversation", ticket.conversation().value())
                .bind("customer", ticket.customer())
                .bind("action", ticket.action())
                .bind("subject", ticket.subject())
                .bind("description", ticket.description())
                .bind("priority", ticket.priority())
                .bind("gateway", desk.name())
                .map(TICKET)
                .one();
        if (desk.gateway().isPresent()) {
            TicketRows.dispatch(transaction, opened.id());
            wakeAfter(transaction);
        }
        return opened;
    }

    private void wakeAfter(Handle transaction) {
        transaction.afterCommit(this::wake);
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

    void wake() {
        pollers.wake(TicketWorker.NAME);
    }

    static Ticket one(Handle handle, UUID id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM ticket WHERE id = :id")
                .bind("id", id)
                .map(TICKET)
                .one();
    }

    /** The ticket of a conversation that somebody still works on. */
    public Optional<Ticket> openOf(Handle handle, ConversationId conversation) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM ticket WHERE conversation_id = :conversation AND status IN ('open', 'waiting')
                        ORDER BY number DESC LIMIT 1
                        """)
                .bind("conversation", conversation.value())
                .map(TICKET)
                .findOne();
    }

    /**
     * Adds to a ticket, so that the customer may read it.
     *
     * @param author {@code customer}, {@code bot} or {@code agent}
     * @param message the customer's message that this is, which is added once; null for none
     */
    public void comment(Handle transaction, UUID ticket, String author, String text, @Nullable UUID message) {
        add(transaction, ticket, author, text, false, message);
    }

    /** Adds to a ticket what staff write. */
    UUID note(Handle transaction, UUID ticket, String text, boolean forStaff) {
        return add(transaction, ticket, "agent", text, forStaff, null);
    }

    /** The lock orders it before or after the moment at which the ticket is there outside. */
    private UUID add(
            Handle transaction, UUID ticket, String author, String text, boolean forStaff, @Nullable UUID message) {
        UUID id = TimeOrderedId.next();
        transaction
                .createQuery("SELECT 1 FROM ticket WHERE id = :ticket FOR UPDATE")
                .bind("ticket", ticket)
                .mapTo(Integer.class)
                .one();
        int added = transaction
                .createUpdate("""
                        /* ticket.comment */
                        INSERT INTO ticket_comment (id, ticket_id, author, text, private, message_id)
                        VALUES (:id, :ticket, :author, :text, :private, cast(:message AS uuid))
                        ON CONFLICT (message_id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("ticket", ticket)
                .bind("author", author)
                .bind("text", text)
                .bind("private", forStaff)
                .bind("message", message)
                .execute();
        if (added == 1) {
            TicketRows.dispatchComment(transaction, id);
            wakeAfter(transaction);
        }
        return id;
    }

    private static @Nullable Long numberOf(String reference) {
        String digits = reference.strip().toUpperCase(Locale.ROOT);
        digits = digits.startsWith("#") ? digits.substring(1) : digits;
        digits = digits.startsWith(Ticket.PREFIX) ? digits.substring(Ticket.PREFIX.length()) : digits;
        return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
    }
}
