package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Leases on conversations: one worker at a time, on any number of replicas. All times are the database's. A lease that is
 * lost in a crash of the database is merely claimed again, so claiming needs no flush to disk; what a turn produced does.
 */
@ApplicationScoped
public class Claims {

    private static final Sql CLAIM = Sql.of("""
            /* turn.claim */
            WITH due AS MATERIALIZED (
                SELECT conversation_id FROM conversation_control
                WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now())
                ORDER BY due_at
                LIMIT :max
                FOR UPDATE SKIP LOCKED),
            without_flush AS (SELECT set_config('synchronous_commit', 'off', true))
            UPDATE conversation_control c
            SET lease_owner = :owner, lease_token = c.lease_token + 1,
                lease_until = now() + :leaseMillis * interval '1 millisecond', claims = c.claims + 1
            FROM due JOIN conversation v ON v.id = due.conversation_id, without_flush
            WHERE c.conversation_id = due.conversation_id
            RETURNING c.conversation_id, c.lease_token, c.epoch, c.mode, c.wake_count, c.claims, c.failures,
                      coalesce(c.waiting_since < now() - :patienceMillis * interval '1 millisecond', false) AS waited,
                      v.channel, v.account, v.address, v.thread_frontend, v.thread_backend, v.space_account,
                      v.space_collection, v.streaming, v.told_unreadable, v.language,
                      v.note_for_model
            """);

    private static final Sql PENDING = Sql.of("""
            /* turn.pending */
            SELECT conversation_id, id, kind, text, choice_id, provider_id
            FROM conversation_message
            WHERE conversation_id = ANY (:conversations) AND state = 'pending'
            ORDER BY conversation_id, said_at, id
            """);

    private final Jdbi jdbi;
    private final Assigner assigner;

    Claims(Jdbi jdbi, Assigner assigner) {
        this.jdbi = jdbi;
        this.assigner = assigner;
    }

    /**
     * Takes up to {@code max} conversations that are due, the longest due first.
     *
     * @param patience how long a customer may wait before {@link Claim#waited()} says so
     */
    public List<Claim> claim(String owner, int max, Duration lease, Duration patience) {
        if (!assigner.hasCaughtUp()) {
            return List.of();
        }
        // The messages are read after the rows are leased, so none is missed that the count of wake-ups already holds.
        return jdbi.withHandle(handle -> {
            Map<UUID, List<Claim.Message>> messages = new HashMap<>();
            List<Claim> claims = CLAIM.on(handle)
                    .bind("owner", owner)
                    .bind("max", max)
                    .bind("leaseMillis", lease.toMillis())
                    .bind("patienceMillis", patience.toMillis())
                    .list(row -> claimed(row, owner, messages));
            if (claims.isEmpty()) {
                return claims;
            }
            PENDING.on(handle)
                    .bindArray("conversations", UUID.class, List.copyOf(messages.keySet()))
                    .list(row -> messages.getOrDefault(row.getObject("conversation_id", UUID.class), List.of())
                            .add(message(row)));
            return claims.stream()
                    .map(claim -> claim.with(
                            messages.getOrDefault(claim.conversation().value(), List.of())))
                    .toList();
        });
    }

    private static Claim claimed(ResultSet row, String owner, Map<UUID, List<Claim.Message>> messages)
            throws SQLException {
        UUID id = row.getObject("conversation_id", UUID.class);
        messages.put(id, new ArrayList<>());
        return new Claim(
                new ConversationId(id),
                owner,
                row.getLong("lease_token"),
                row.getLong("epoch"),
                Mode.of(row.getString("mode")),
                row.getLong("wake_count"),
                row.getInt("claims"),
                row.getInt("failures"),
                row.getString("channel"),
                row.getString("account"),
                row.getString("address"),
                new Claim.Pin(
                        row.getObject("thread_frontend", UUID.class),
                        row.getString("thread_backend"),
                        row.getString("space_account"),
                        row.getString("space_collection")),
                (Boolean) row.getObject("streaming"),
                row.getBoolean("told_unreadable"),
                row.getBoolean("waited"),
                row.getString("language"),
                row.getString("note_for_model"),
                List.of());
    }

    private static Claim.Message message(ResultSet row) throws SQLException {
        return new Claim.Message(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("text"),
                row.getString("choice_id"),
                row.getString("provider_id"));
    }

    /** Prolongs every lease of this owner in the list. One that was lost stays lost. */
    public void renew(String owner, List<ConversationId> conversations, Duration lease) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        /* turn.renew */
                        WITH held AS MATERIALIZED (
                            SELECT conversation_id FROM conversation_control
                            WHERE conversation_id = ANY (:ids) AND lease_owner = :owner
                            FOR UPDATE SKIP LOCKED) -- a row that is locked is about to change; the next round sees
                        UPDATE conversation_control c SET lease_until = now() + :leaseMillis * interval '1 millisecond'
                        FROM held WHERE c.conversation_id = held.conversation_id
                        """)
                .bindArray("ids", UUID.class, ids(conversations))
                .bind("owner", owner)
                .bind("leaseMillis", lease.toMillis())
                .execute());
    }

    /** Gives up leases at once, as if they had never been taken; for a process that stops. */
    public void release(String owner) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        /* turn.release */
                        UPDATE conversation_control
                        SET lease_owner = NULL, lease_until = NULL, claims = greatest(claims - 1, failures)
                        WHERE lease_owner = :owner
                        """).bind("owner", owner).execute());
    }

    private static List<UUID> ids(List<ConversationId> conversations) {
        return conversations.stream().map(ConversationId::value).toList();
    }
}
