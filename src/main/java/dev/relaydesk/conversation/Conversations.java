package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.Where;
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

/** Reads conversations and transcripts for the API. */
@ApplicationScoped
class Conversations {

    private static final String SELECT = """
            SELECT v.*, c.mode, c.epoch, c.assignee, c.waiting_since, u.display_name
            FROM conversation v
            JOIN conversation_control c ON c.conversation_id = v.id
            JOIN conversation_customer u ON u.id = v.customer_id
            """;

    private static final String BEFORE =
            "(v.last_message_at, v.id) < ((SELECT last_message_at FROM conversation WHERE id = :before), :before)";

    private final Jdbi jdbi;

    Conversations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<ConversationView> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "WHERE v.id = :id")
                .bind("id", id)
                .map((row, _) -> conversation(row))
                .findOne());
    }

    /** The latest first. {@code before} is the last conversation of the page before. */
    List<ConversationView> list(@Nullable UUID before, @Nullable String mode, @Nullable String channel, int rows) {
        Where where = new Where()
                .and("c.mode = :mode", "mode", mode)
                .and("v.channel = :channel", "channel", channel)
                .and(BEFORE, "before", before);
        return jdbi.withHandle(handle -> handle.createQuery(
                        SELECT + where.sql() + "ORDER BY v.last_message_at DESC, v.id DESC LIMIT :rows")
                .bindMap(where.values())
                .bind("rows", rows)
                .map((row, _) -> conversation(row))
                .list());
    }

    /** The oldest first. {@code after} is the last message of the page before. */
    List<MessageView> messages(UUID conversation, @Nullable UUID after, int rows) {
        Where where = new Where()
                .and("conversation_id = :conversation", "conversation", conversation)
                .and("id > :after", "after", after);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id, author, kind, text, state, turn_id, said_at, edited_at, revoked_at
                        FROM conversation_message
                        """ + where.sql() + "ORDER BY id LIMIT :rows")
                .bindMap(where.values())
                .bind("rows", rows)
                .map((row, _) -> new MessageView(
                        row.getObject("id", UUID.class),
                        row.getString("author"),
                        row.getString("kind"),
                        row.getString("text"),
                        row.getString("state"),
                        row.getObject("turn_id", UUID.class),
                        row.getTimestamp("said_at").toInstant(),
                        instant(row.getTimestamp("edited_at")),
                        instant(row.getTimestamp("revoked_at"))))
                .list());
    }

    private static ConversationView conversation(ResultSet row) throws SQLException {
        String account = row.getString("space_account");
        return new ConversationView(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("display_name"),
                row.getString("channel"),
                row.getString("account"),
                row.getString("mode"),
                row.getLong("epoch"),
                row.getObject("assignee", UUID.class),
                account == null ? null : new ConversationView.Space(account, row.getString("space_collection")),
                new ConversationView.SpaceThread(
                        row.getString("thread_backend"),
                        row.getObject("thread_frontend", UUID.class),
                        row.getString("thread_slug")),
                instant(row.getTimestamp("window_ends_at")),
                row.getTimestamp("last_message_at").toInstant(),
                instant(row.getTimestamp("waiting_since")),
                row.getString("needs_staff"),
                row.getString("language"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("closed_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp column) {
        return column == null ? null : column.toInstant();
    }
}
