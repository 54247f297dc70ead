package dev.relaydesk.ticket;

import dev.relaydesk.ticket.gateway.OutsideTicket;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What the rows of tickets hold of the system outside. */
final class TicketRows {

    private TicketRows() {}

    /** The ticket is there from now on, and the comments that waited for it may follow. */
    static void place(Handle transaction, UUID ticket, OutsideTicket there, Duration poll) {
        transaction
                .createUpdate("""
                        /* ticket.place */
                        UPDATE ticket
                        SET outside_id = :id, outside_number = :number, outside_url = nullif(:url, ''),
                            outside_status = :status, updated_at = now(), looked_at = now(),
                            look_at = now() + :pollMillis * interval '1 millisecond'
                        WHERE id = :ticket
                        """)
                .bind("ticket", ticket)
                .bind("id", there.id())
                .bind("number", there.number())
                .bind("url", there.url())
                .bind("status", there.statusName())
                .bind("pollMillis", poll.toMillis())
                .execute();
        transaction.createUpdate("""
                        UPDATE ticket_dispatch SET due_at = now()
                        WHERE ticket_id = :ticket AND kind = 'comment' AND state = 'pending' AND due_at IS NULL
                        """).bind("ticket", ticket).execute();
    }

    /** Hands a new ticket to the worker. */
    static void dispatch(Handle transaction, UUID ticket) {
        transaction.createUpdate("""
                        INSERT INTO ticket_dispatch (id, ticket_id, kind, due_at) VALUES (:id, :id, 'ticket', now())
                        ON CONFLICT DO NOTHING
                        """).bind("id", ticket).execute();
    }

    /** Hands a comment to the worker, unless the ticket lives here alone; it waits until the ticket is there. */
    static void dispatchComment(Handle transaction, UUID comment) {
        transaction.createUpdate("""
                        INSERT INTO ticket_dispatch (id, ticket_id, kind, due_at)
                        SELECT c.id, t.id, 'comment', CASE WHEN t.outside_id IS NOT NULL THEN now() END
                        FROM ticket_comment c JOIN ticket t ON t.id = c.ticket_id
                        WHERE c.id = :id AND t.gateway <> 'internal'
                        """).bind("id", comment).execute();
    }
}
