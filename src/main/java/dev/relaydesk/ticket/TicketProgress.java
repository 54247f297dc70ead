package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.ticket.gateway.OutsideTicket;
import dev.relaydesk.ticket.gateway.TicketStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes down how far a ticket is, and tells the customer once when it becomes solved. */
@ApplicationScoped
class TicketProgress {

    private final Jdbi jdbi;
    private final TicketTiming timing;
    private final Texts texts;
    private final Speaker speaker;
    private final Announcements announcements;

    TicketProgress(Jdbi jdbi, TicketTiming timing, Texts texts, Speaker speaker, Announcements announcements) {
        this.jdbi = jdbi;
        this.timing = timing;
        this.texts = texts;
        this.speaker = speaker;
        this.announcements = announcements;
    }

    /**
     * A ticket whose status is to be read now.
     *
     * @param lookAt when it would be read next; a hint that comes meanwhile changes it
     */
    record Watched(UUID id, ConversationId conversation, String outsideId, TicketStatus status, Timestamp lookAt) {}

    /** Takes them by setting the time of the next look. */
    List<Watched> due(String gateway, int max) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        /* ticket.watch */
                        WITH due AS MATERIALIZED (
                            SELECT id FROM ticket WHERE look_at <= now() AND gateway = :gateway
                            ORDER BY look_at LIMIT :max FOR UPDATE SKIP LOCKED)
                        UPDATE ticket t SET look_at = now() + :pollMillis * interval '1 millisecond'
                        FROM due WHERE t.id = due.id
                        RETURNING t.id, t.conversation_id, t.outside_id, t.status, t.look_at
                        """)
                .bind("gateway", gateway)
                .bind("max", max)
                .bind("pollMillis", timing.poll().toMillis())
                .map((row, _) -> new Watched(
                        row.getObject("id", UUID.class),
                        new ConversationId(row.getObject("conversation_id", UUID.class)),
                        row.getString("outside_id"),
                        TicketStatus.of(row.getString("status")),
                        row.getTimestamp("look_at")))
                .list());
    }

    void seen(Watched ticket, OutsideTicket seen) {
        announcements.inTransaction((transaction, spoken) -> {
            boolean mayTell = !ticket.status().isOver() && seen.status().isOver();
            if (mayTell) {
                Speaker.lock(transaction, ticket.conversation());
            }
            boolean changed = write(transaction, ticket, seen);
            if (mayTell && changed) {
                solved(transaction, ticket, spoken);
            }
            return changed;
        });
    }

    /** The status must still be the one that was known when the ticket was taken: one of two readers wins. */
    private static boolean write(Handle transaction, Watched ticket, OutsideTicket seen) {
        return transaction
                        .createUpdate("""
                                /* ticket.seen */
                                UPDATE ticket
                                SET status = :status, outside_number = :number, outside_status = :name, looked_at = now(),
                                    outside_url = coalesce(nullif(:url, ''), outside_url),
                                    updated_at = CASE WHEN status <> :status THEN now() ELSE updated_at END,
                                    solved_at = CASE WHEN :over THEN coalesce(solved_at, now()) END,
                                    look_at = CASE WHEN :status = 'closed' AND look_at = :lookAt THEN NULL ELSE look_at END
                                WHERE id = :id AND status = :before
                                """)
                        .bind("id", ticket.id())
                        .bind("before", ticket.status().wire())
                        .bind("status", seen.status().wire())
                        .bind("over", seen.status().isOver())
                        .bind("number", seen.number())
                        .bind("name", seen.statusName())
                        .bind("url", seen.url())
                        .bind("lookAt", ticket.lookAt())
                        .execute()
                == 1;
    }

    /** C8: the bot is back unless the conversation waits for another ticket. The customer hears it either way. */
    private void solved(Handle transaction, Watched ticket, Announcements.Spoken spoken) {
        if (isLeftToThis(transaction, ticket)) {
            speaker.toBot(transaction, ticket.conversation(), "ticket_solved", "relaydesk");
        }
        if (announcements.isWithinWindow(transaction, ticket.conversation())) {
            Ticket solved = Tickets.one(transaction, ticket.id());
            announcements.say(
                    transaction,
                    ticket.conversation(),
                    language -> solved.told(texts, Text.TICKET_SOLVED, language),
                    spoken);
        } else {
            TicketSettlement.needsStaff(transaction, ticket.conversation(), "ticket_solved_not_told");
        }
    }

    private static boolean isLeftToThis(Handle transaction, Watched ticket) {
        return transaction
                .createQuery("""
                        SELECT c.mode = 'ticket_open' AND NOT EXISTS (
                                   SELECT FROM ticket t WHERE t.conversation_id = c.conversation_id
                                   AND t.status IN ('open', 'waiting'))
                        FROM conversation_control c WHERE c.conversation_id = :conversation
                        """)
                .bind("conversation", ticket.conversation().value())
                .mapTo(Boolean.class)
                .one();
    }

    /** People deleted it or merged it into another: nobody can follow it any more, so they have to say what became of it. */
    void gone(Watched ticket) {
        jdbi.useTransaction(transaction -> {
            transaction
                    .createUpdate(
                            "UPDATE ticket SET look_at = NULL, outside_status = 'gone', updated_at = now() WHERE id = :id")
                    .bind("id", ticket.id())
                    .execute();
            if (!ticket.status().isOver()) {
                TicketSettlement.needsStaff(transaction, ticket.conversation(), "ticket_gone");
            }
        });
    }

    /** Somebody says that something changed: it is read soon. Returns false when nobody knows such a ticket. */
    boolean hint(String gateway, String outsideId, String delivery) {
        return jdbi.inTransaction(transaction -> {
            int first = delivery.isEmpty() ? 1 : remember(transaction, gateway, delivery);
            return first == 1
                    && transaction
                                    .createUpdate("""
                                            /* ticket.hint */
                                            UPDATE ticket SET look_at = now() WHERE outside_id = :id AND gateway = :gateway
                                            """)
                                    .bind("id", outsideId)
                                    .bind("gateway", gateway)
                                    .execute()
                            > 0;
        });
    }

    private static int remember(Handle transaction, String gateway, String delivery) {
        return transaction
                .createUpdate("""
                        WITH old AS (DELETE FROM ticket_hint WHERE received_at < now() - interval '90 days')
                        INSERT INTO ticket_hint (gateway, delivery) VALUES (:gateway, :delivery) ON CONFLICT DO NOTHING
                        """)
                .bind("gateway", gateway)
                .bind("delivery", delivery)
                .execute();
    }
}
