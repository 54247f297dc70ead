package dev.relaydesk.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.conversation.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Follows a customer's message through the turns and actions that it led to. */
@ApplicationScoped
public class Trail {

    /** The answer to a message may come in a later turn: an action's result is told to the model, which then answers. */
    private static final String LOOK = """
            /* turn.trail */
            WITH RECURSIVE trail AS (
                SELECT 0 AS step, id, turn_id, state FROM conversation_message WHERE id = :message
                UNION ALL
                SELECT trail.step + 1, told.id, told.turn_id, told.state
                FROM trail JOIN action a ON a.turn_id = trail.turn_id
                JOIN conversation_message told ON told.id = a.result_message),
            last AS (SELECT * FROM trail ORDER BY step DESC LIMIT 1)
            SELECT m.conversation_id, last.turn_id, c.mode,
                   last.state = 'pending' OR EXISTS (
                       SELECT FROM action a
                       WHERE a.turn_id = last.turn_id AND a.due_at IS NOT NULL
                         AND a.state IN ('validated', 'executing', 'ambiguous')) AS open,
                   (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'state', a.state,
                                                        'verdict', a.verdict, 'outcome', a.outcome) ORDER BY trail.step, a.id)
                    FROM action a JOIN trail ON trail.turn_id = a.turn_id) AS actions,
                   -- a pair of one thread: the turn's, which a reset may have left behind, or else the conversation's
                   CASE WHEN t.backend_after IS NULL THEN v.thread_frontend ELSE t.thread_frontend END AS frontend,
                   coalesce(t.backend_after, v.thread_backend) AS backend,
                   (SELECT string_agg(o.text, E'\\n\\n' ORDER BY o.part)
                    FROM conversation_message said
                    JOIN delivery_outbox o ON o.message_id = said.id AND o.state <> 'suppressed'
                    WHERE said.turn_id = last.turn_id AND said.conversation_id = m.conversation_id
                      AND said.id > last.id) AS reply
            FROM conversation_message m
            CROSS JOIN last
            JOIN conversation v ON v.id = m.conversation_id
            JOIN conversation_control c ON c.conversation_id = m.conversation_id
            LEFT JOIN turn t ON t.id = last.turn_id
            WHERE m.id = :message
            """;

    /**
     * An action that was asked for on the way.
     *
     * @param outcome what the customer is told of it; null while that is not known, or left to the model
     */
    public record Asked(
            UUID id,
            String name,
            String state,
            String verdict,
            @Nullable String outcome) {}

    /**
     * How far a message is.
     *
     * @param turn the last one; null while there is none
     * @param open whether more is to come without anybody doing anything
     * @param reply of the last turn, as its channel shows it; null when nothing was said
     * @param actions in the order in which they were asked for
     * @param backend the Space's name of the thread; null before its first good reply
     */
    public record Standing(
            UUID conversation,
            @Nullable UUID turn,
            Mode mode,
            boolean open,
            @Nullable String reply,
            List<Asked> actions,
            @Nullable String backend,
            UUID frontend) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    Trail(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * How far it is now.
     *
     * @param message its row in {@code conversation_message}
     */
    public Standing of(UUID message) {
        return jdbi.withHandle(handle -> handle.createQuery(LOOK)
                .bind("message", message)
                .map((row, _) -> standing(row))
                .one());
    }

    private Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getObject("conversation_id", UUID.class),
                row.getObject("turn_id", UUID.class),
                Mode.of(row.getString("mode")),
                row.getBoolean("open"),
                row.getString("reply"),
                actions(row.getString("actions")),
                row.getString("backend"),
                row.getObject("frontend", UUID.class));
    }

    private List<Asked> actions(@Nullable String array) {
        try {
            return array == null ? List.of() : json.readValue(array, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
