package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.Sql;
import dev.relaydesk.ticket.gateway.Filing;
import dev.relaydesk.ticket.gateway.Note;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Takes what the ticket system must be told. Comments of one ticket go one after the other. */
@ApplicationScoped
class Errands {

    private static final String COLUMNS = """
            d.id, d.ticket_id, d.kind, d.attempts, d.refusals, d.repeated,
            coalesce(d.unclear_since < now() - :certainMillis * interval '1 millisecond', false) AS certain,
            coalesce(d.unclear_since < now() - :patienceMillis * interval '1 millisecond', false) AS hopeless,
            t.conversation_id, t.number, t.reference, t.subject, t.description, t.priority, t.outside_id,
            v.channel, u.display_name, c.author, c.text, c.private
            """;

    private static final String AROUND = """
            JOIN ticket t ON t.id = d.ticket_id
            JOIN conversation v ON v.id = t.conversation_id
            JOIN conversation_customer u ON u.id = t.customer_id
            LEFT JOIN ticket_comment c ON c.id = d.id
            """;

    /** The attempt is flushed before anything leaves the house: after a crash it says that something may have. */
    private static final String CLAIM = """
            /* ticket.claim */
            WITH due AS MATERIALIZED (
                SELECT d.id FROM ticket_dispatch d JOIN ticket t ON t.id = d.ticket_id
                WHERE d.due_at <= now() AND d.state = 'pending' AND t.gateway = :gateway
                  AND (d.kind = 'ticket'
                       OR NOT EXISTS (SELECT FROM ticket_dispatch b WHERE b.ticket_id = d.ticket_id AND b.id < d.id
                                      AND b.state IN ('pending', 'sending', 'ambiguous')))
                ORDER BY d.due_at LIMIT :max FOR UPDATE OF d SKIP LOCKED),
            d AS (
                UPDATE ticket_dispatch w
                SET state = 'sending', attempts = w.attempts + 1, due_at = now() + :claimMillis * interval '1 millisecond',
                    claim_until = now() + :claimMillis * interval '1 millisecond'
                FROM due WHERE w.id = due.id
                RETURNING w.*),
            attempted AS (INSERT INTO ticket_attempt (dispatch_id, number) SELECT id, attempts FROM d)
            SELECT %s FROM d %s ORDER BY d.id
            """.formatted(COLUMNS, AROUND);

    private static final String CLAIM_UNCLEAR = """
            /* ticket.look */
            WITH due AS MATERIALIZED (
                SELECT d.id FROM ticket_dispatch d JOIN ticket t ON t.id = d.ticket_id
                WHERE d.due_at <= now() AND d.state = 'ambiguous' AND t.gateway = :gateway
                ORDER BY d.due_at LIMIT :max FOR UPDATE OF d SKIP LOCKED),
            d AS (
                UPDATE ticket_dispatch w SET due_at = now() + :claimMillis * interval '1 millisecond'
                FROM due WHERE w.id = due.id
                RETURNING w.*)
            SELECT %s FROM d %s ORDER BY d.id
            """.formatted(COLUMNS, AROUND);

    /** A process that died over it: the effect may have happened. */
    private static final String GIVE_UP_CLAIMS = """
            /* ticket.lose */
            UPDATE ticket_dispatch
            SET state = 'ambiguous', unclear_since = coalesce(unclear_since, now()), due_at = now(), claim_until = NULL,
                error_code = 'claim_expired'
            WHERE state = 'sending' AND due_at <= now() AND claim_until < now()
            """;

    private static final Sql ANYTHING_DUE = Sql.of("""
            /* ticket.anything */
            SELECT EXISTS (SELECT FROM ticket_dispatch WHERE due_at <= now())
            """);

    private final Jdbi jdbi;
    private final TicketTiming timing;

    Errands(Jdbi jdbi, TicketTiming timing) {
        this.jdbi = jdbi;
        this.timing = timing;
    }

    /** Whether there is anything at all to look at; asked each second, so it must cost nothing. */
    boolean anythingDue() {
        return jdbi.withHandle(
                handle -> ANYTHING_DUE.on(handle).list(row -> row.getBoolean(1)).getFirst());
    }

    int giveUpClaims() {
        return jdbi.withHandle(handle -> handle.createUpdate(GIVE_UP_CLAIMS).execute());
    }

    List<Errand> due(String gateway, int max) {
        return claim(CLAIM, gateway, max);
    }

    List<Errand> unclear(String gateway, int max) {
        return claim(CLAIM_UNCLEAR, gateway, max);
    }

    private List<Errand> claim(String sql, String gateway, int max) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("gateway", gateway)
                .bind("max", max)
                .bind("claimMillis", timing.claim().toMillis())
                .bind("certainMillis", timing.certainAfter().toMillis())
                .bind("patienceMillis", timing.patience().toMillis())
                .map((row, _) -> errand(row))
                .list());
    }

    private static Errand errand(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Errand(
                id,
                row.getObject("ticket_id", UUID.class),
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                row.getInt("attempts"),
                row.getInt("refusals"),
                row.getBoolean("repeated"),
                row.getBoolean("certain"),
                row.getBoolean("hopeless"),
                row.getString("kind").equals("ticket")
                        ? new Errand.Task.Open(filing(row))
                        : new Errand.Task.Comment(
                                Objects.requireNonNull(row.getString("outside_id")),
                                new Note(
                                        id,
                                        row.getString("author"),
                                        row.getString("text"),
                                        row.getBoolean("private"))));
    }

    private static Filing filing(ResultSet row) throws SQLException {
        String number = Ticket.PREFIX + row.getLong("number");
        String name = row.getString("display_name");
        String body = "%s%n%n--%nOpened by Relaydesk as %s for %s, channel %s, conversation %s"
                .formatted(
                        row.getString("description"),
                        number,
                        name == null || name.isBlank() ? "a customer without a name" : name,
                        row.getString("channel"),
                        row.getObject("conversation_id", UUID.class));
        return new Filing(
                row.getString("reference"), number, row.getString("subject"), body, row.getString("priority"));
    }
}
