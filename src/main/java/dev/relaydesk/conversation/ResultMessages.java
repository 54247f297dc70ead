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

    private final Pollers pollers;

    ResultMessages(Pollers pollers) {
        this.pollers = pollers;
    }

    /**
     * Puts the text before the model, in the caller's transaction. Once somebody else speaks in the conversation it is only
     * kept, for that one to see.
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
                            UPDATE conversation_control
                            SET wake_count = wake_count + 1, waiting_since = coalesce(waiting_since, now()),
                                due_at = least(due_at, now())
                            WHERE conversation_id = :conversation AND epoch = :epoch AND mode = 'bot'
                            RETURNING conversation_id)
                        INSERT INTO conversation_message (id, conversation_id, author, kind, text, said_at, state)
                        VALUES (:id, :conversation, 'system', 'result', :text, now(),
                                CASE WHEN EXISTS (SELECT FROM woken) THEN 'pending' ELSE 'left_to_human' END)
                        """)
                .bind("id", message)
                .bind("conversation", conversation.value())
                .bind("epoch", epoch)
                .bind("text", text)
                .execute();
        transaction.afterCommit(() -> pollers.wake("turn"));
        return message;
    }
}
