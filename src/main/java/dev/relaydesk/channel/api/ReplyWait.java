package dev.relaydesk.channel.api;

import dev.relaydesk.conversation.Placed;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import dev.relaydesk.turn.TurnEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Waits until a message is answered. The rows tell; events of this process only make it look sooner. */
@ApplicationScoped
class ReplyWait {

    /** The answer to a message may come in a later turn: an action's result is told to the model, which then answers. */
    private static final String LOOK = """
            /* api.look */
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
                   (SELECT a.name FROM action a JOIN trail ON trail.turn_id = a.turn_id
                    ORDER BY trail.step DESC LIMIT 1) AS action,
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

    private final Jdbi jdbi;
    private final ApiConfig config;

    ReplyWait(Jdbi jdbi, ApiConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    /**
     * Waits for the answer to a message.
     *
     * @param events news of the conversation, put there by a watcher that was set before the message was committed
     * @param said told each piece of text while it is written
     * @throws Refusal with {@link ProblemType#TIMEOUT} when it takes too long; the answer is still being worked on
     */
    MessageResponse await(Placed placed, BlockingQueue<TurnEvent> events, Consumer<String> said) {
        long end = System.nanoTime() + config.patience().toNanos();
        while (true) {
            Optional<MessageResponse> answer = look(placed);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (!awaitNews(events, said, end)) {
                throw new Refusal(
                        ProblemType.TIMEOUT,
                        "The answer is not there yet; send the same client_message_id again to wait on");
            }
        }
    }

    /** Passes text on until a turn ends or it is time to look again; false when the wait is over. */
    private boolean awaitNews(BlockingQueue<TurnEvent> events, Consumer<String> said, long end) {
        long lookAgain = Math.min(end, System.nanoTime() + config.look().toNanos());
        try {
            while (true) {
                TurnEvent event = events.poll(lookAgain - System.nanoTime(), TimeUnit.NANOSECONDS);
                switch (event) {
                    case null -> {
                        return System.nanoTime() < end;
                    }
                    case TurnEvent.Started _ -> {}
                    case TurnEvent.Said text -> said.accept(text.delta());
                    case TurnEvent.Ended _ -> {
                        return true;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<MessageResponse> look(Placed placed) {
        return jdbi.withHandle(handle -> handle.createQuery(LOOK)
                .bind("message", placed.message())
                .map((row, _) -> answer(row))
                .one());
    }

    private static Optional<MessageResponse> answer(ResultSet row) throws SQLException {
        if (row.getBoolean("open")) {
            return Optional.empty();
        }
        return Optional.of(new MessageResponse(
                row.getObject("conversation_id", UUID.class),
                row.getObject("turn_id", UUID.class),
                row.getString("mode"),
                row.getString("reply"),
                row.getString("action"),
                new MessageResponse.SpaceThread(row.getString("backend"), row.getObject("frontend", UUID.class))));
    }
}
