package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What the model is told without a customer having written it: the result of an action. It waits like a customer's message
 * and is answered in a turn of its own.
 */
@ApplicationScoped
public class ResultMessages {

    /** The kind of such a message in {@link Claim.Message#kind()}. */
    public static final String KIND = "result";

    private static final String WAKE = """
            wake_count = wake_count + 1, waiting_since = coalesce(waiting_since, now()), due_at = least(due_at, now())
            """;

    private final Pollers pollers;

    ResultMessages(Pollers pollers) {
        this.pollers = pollers;
    }

    /**
     * Puts the text before the model, in the caller's transaction; while the customer is asked something it waits for the end
     * of that. Once somebody else speaks in the conversation it is only kept, for that one to see.
     *
     * @param epoch in which the action was asked for
     * @return the message
     */
    public UUID tell(Handle transaction, ConversationId conversation, long epoch, String text) {
        UUID message = TimeOrderedId.next();
        transaction
                .createUpdate("""
                        /* conversation.result */
                        WITH woken AS (
                            UPDATE conversation_control SET %s
                            WHERE conversation_id = :conversation AND epoch = :epoch
                              AND mode IN ('bot', 'awaiting_confirmation')
                            RETURNING conversation_id)
                        INSERT INTO conversation_message (id, conversation_id, author, kind, text, said_at, state)
                        VALUES (:id, :conversation, 'system', 'result', :text, now(),
                                CASE WHEN EXISTS (SELECT FROM woken) THEN 'pending' ELSE 'left_to_human' END)
                        """.formatted(WAKE))
                .bind("id", message)
                .bind("conversation", conversation.value())
                .bind("epoch", epoch)
                .bind("text", text)
                .execute();
        transaction.afterCommit(() -> pollers.wake("turn"));
        return message;
    }

    /**
     * The question to the customer is over: results that waited for that are due, for whoever speaks now. They count as news,
     * so that a turn which began before does not end their wait.
     */
    void waitNoLonger(Handle transaction, ConversationId conversation) {
        int woken = transaction
                .createUpdate("""
                        /* conversation.results_due */
                        UPDATE conversation_control SET %s
                        WHERE conversation_id = :id AND EXISTS (
                            SELECT FROM conversation_message
                            WHERE conversation_id = :id AND state = 'pending' AND kind = 'result')
                        """.formatted(WAKE))
                .bind("id", conversation.value())
                .execute();
        if (woken > 0) {
            transaction.afterCommit(() -> pollers.wake("turn"));
        }
    }
}
