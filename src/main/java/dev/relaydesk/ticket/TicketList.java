package dev.relaydesk.ticket;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tickets for the API, and what staff do with them there. */
@ApplicationScoped
class TicketList {

    private static final String SELECT = """
            SELECT t.*, d.state, d.attempts, d.error_code, d.error_detail
            FROM ticket t LEFT JOIN ticket_dispatch d ON d.id = t.id
            """;

    private final Jdbi jdbi;
    private final Tickets tickets;

    TicketList(Jdbi jdbi, Tickets tickets) {
        this.jdbi = jdbi;
        this.tickets = tickets;
    }

    /**
     * The newest first.
     *
     * @param before the last one of the page before
     */
    List<TicketView> list(
            @Nullable String status,
            @Nullable UUID customer,
            @Nullable Instant since,
            @Nullable UUID before,
            int rows) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        WHERE (:status::text IS NULL OR t.status = :status)
                          AND (:customer::uuid IS NULL OR t.customer_id = :customer::uuid)
                          AND (:since::timestamptz IS NULL OR t.created_at >= :since::timestamptz)
                          AND (:before::uuid IS NULL OR t.number < (SELECT number FROM ticket WHERE id = :before::uuid))
                        ORDER BY t.number DESC LIMIT :rows
                        """)
                .bind("status", status)
                .bind("customer", customer)
                .bind("since", since == null ? null : Timestamp.from(since))
                .bind("before", before)
                .bind("rows", rows)
                .map((row, _) -> view(row))
                .list());
    }

    /** With its comments. */
    Optional<TicketView> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "WHERE t.id = :id")
                .bind("id", id)
                .map((row, _) -> view(row))
                .findOne()
                .map(ticket -> ticket.with(handle.createQuery("""
                                SELECT c.*, d.state, d.attempts, d.error_code, d.error_detail
                                FROM ticket_comment c LEFT JOIN ticket_dispatch d ON d.id = c.id
                                WHERE c.ticket_id = :id ORDER BY c.id
                                """)
                        .bind("id", id)
                        .map((row, _) -> comment(row))
                        .list())));
    }

    UUID comment(UUID ticket, String text, boolean forStaff) {
        return jdbi.inTransaction(transaction -> tickets.note(transaction, ticket, text, forStaff));
    }

    /**
     * Tries again what was given up. What may have happened is looked for first.
     *
     * @return how many things there are to try
     */
    int retry(UUID ticket) {
        int again = jdbi.withHandle(
                handle -> handle.createUpdate("""
                        UPDATE ticket_dispatch
                        SET state = 'pending', refusals = 0, repeated = false, unclear_since = NULL, due_at = now(),
                            finished_at = NULL
                        WHERE ticket_id = :ticket AND state = 'failed'
                        """).bind("ticket", ticket).execute());
        tickets.wake();
        return again;
    }

    private static TicketView view(ResultSet row) throws SQLException {
        String outsideId = row.getString("outside_id");
        return new TicketView(
                row.getObject("id", UUID.class),
                Ticket.PREFIX + row.getLong("number"),
                row.getObject("conversation_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("subject"),
                row.getString("description"),
                row.getString("priority"),
                row.getString("status"),
                row.getString("gateway"),
                dispatch(row),
                outsideId == null
                        ? null
                        : new TicketView.Outside(
                                outsideId,
                                row.getString("outside_number"),
                                row.getString("outside_url"),
                                row.getString("outside_status"),
                                instant(row.getTimestamp("looked_at"))),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                instant(row.getTimestamp("solved_at")),
                null);
    }

    private static TicketView.Comment comment(ResultSet row) throws SQLException {
        return new TicketView.Comment(
                row.getObject("id", UUID.class),
                row.getString("author"),
                row.getString("text"),
                row.getBoolean("private"),
                dispatch(row),
                row.getTimestamp("created_at").toInstant());
    }

    private static TicketView.@Nullable Dispatch dispatch(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return state == null
                ? null
                : new TicketView.Dispatch(
                        state, row.getInt("attempts"), row.getString("error_code"), row.getString("error_detail"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp column) {
        return column == null ? null : column.toInstant();
    }
}
