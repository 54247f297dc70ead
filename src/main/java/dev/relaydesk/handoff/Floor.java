package dev.relaydesk.handoff;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.platform.db.Sql;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who has the word in a conversation. Locked for the rest of the transaction, as each send of the bot locks it.
 *
 * @param assignee the colleague who has it; null while none has
 */
record Floor(
        ConversationId conversation,
        Mode mode,
        long epoch,
        @Nullable UUID assignee) {

    private static final Sql LOCK = Sql.of("""
            /* handoff.lock */
            SELECT mode, epoch, assignee FROM conversation_control WHERE conversation_id = :id FOR UPDATE
            """);

    static Optional<Floor> lock(Handle transaction, ConversationId conversation) {
        return LOCK
                .on(transaction)
                .bind("id", conversation.value())
                .list(row -> new Floor(
                        conversation,
                        Mode.of(row.getString("mode")),
                        row.getLong("epoch"),
                        row.getObject("assignee", UUID.class)))
                .stream()
                .findFirst();
    }

    boolean isWith(Colleague who) {
        return who.id().equals(assignee);
    }

    /** Who was first. */
    TakeoverResult winner(Handle transaction) {
        return transaction
                .createQuery("""
                        SELECT s.display_name, coalesce(h.taken_at, h.created_at, now()) AS at
                        FROM access_staff s
                        LEFT JOIN handoff h ON h.conversation_id = :conversation AND h.state = 'taken'
                        WHERE s.id = :assignee
                        """)
                .bind("conversation", conversation.value())
                .bind("assignee", assignee)
                .map((row, _) -> new TakeoverResult.TakenBefore(
                        row.getString("display_name"), row.getTimestamp("at").toInstant()))
                .one();
    }

    /** Gives it to a colleague. Returns the handoff. */
    UUID give(Handle transaction, Colleague who, String via) {
        return transaction
                .createQuery("""
                        /* handoff.take */
                        WITH given AS (
                            UPDATE conversation_control SET assignee = :who WHERE conversation_id = :conversation)
                        UPDATE handoff
                        SET state = 'taken', assignee = :who, taken_at = now(), taken_via = :via, next_step_at = NULL,
                            last_activity_at = now()
                        WHERE conversation_id = :conversation AND state <> 'ended'
                        RETURNING id
                        """)
                .bind("who", who.id())
                .bind("conversation", conversation.value())
                .bind("via", via)
                .mapTo(UUID.class)
                .one();
    }
}
