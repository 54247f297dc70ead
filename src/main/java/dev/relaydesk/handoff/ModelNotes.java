package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What staff write for each other, and what the model is told of what happened without it. */
@ApplicationScoped
class ModelNotes {

    private static final int LONGEST = 3_000;
    private static final int LINES = 12;

    private record Line(String author, String text) {}

    /** A private note in the conversation. Returns the message. */
    UUID keep(Handle transaction, ConversationId conversation, String text) {
        UUID message = TimeOrderedId.next();
        transaction
                .createUpdate("""
                        INSERT INTO conversation_message (id, conversation_id, author, kind, text, said_at, state)
                        VALUES (:id, :conversation, 'agent', 'note', :text, now(), 'said')
                        """)
                .bind("id", message)
                .bind("conversation", conversation.value())
                .bind("text", text)
                .execute();
        return message;
    }

    /** Puts what was agreed, and what was said meanwhile, before the model with its next turn. */
    void tell(Handle transaction, ConversationId conversation, @Nullable String note) {
        List<Line> lines = transaction
                .createQuery("""
                        SELECT author, text FROM (
                            SELECT m.id, m.author, left(m.text, 300) AS text
                            FROM conversation_message m
                            JOIN handoff h ON h.conversation_id = m.conversation_id AND h.state <> 'ended'
                            WHERE m.conversation_id = :conversation AND m.created_at >= h.created_at AND m.text IS NOT NULL
                              AND m.author IN ('customer', 'agent') AND m.kind <> 'note'
                            ORDER BY m.id DESC LIMIT :lines) AS latest
                        ORDER BY id
                        """)
                .bind("conversation", conversation.value())
                .bind("lines", LINES)
                .map((row, _) -> new Line(row.getString("author"), row.getString("text")))
                .list();
        StringBuilder told = new StringBuilder();
        if (note != null && !note.isBlank()) {
            told.append("Agreed: ").append(note.strip()).append('\n');
        }
        for (Line line : lines) {
            told.append(line.author()).append(": ").append(line.text()).append('\n');
        }
        transaction
                .createUpdate("UPDATE conversation SET note_for_model = :note WHERE id = :id")
                .bind("id", conversation.value())
                .bind("note", told.substring(0, Math.min(LONGEST, told.length())))
                .execute();
    }
}
