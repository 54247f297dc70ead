package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Gives conversations to humans, and writes down why. */
@ApplicationScoped
public class Handoffs {

    private final Speaker speaker;

    Handoffs(Speaker speaker) {
        this.speaker = speaker;
    }

    /**
     * Gives the conversation to a human in the caller's transaction: the bot falls silent with its commit.
     *
     * @param actor who did it, for the transition log
     * @return false when a human has it already, or it is closed
     */
    public boolean request(Handle transaction, ConversationId conversation, HandoffRequest request, String actor) {
        if (!speaker.toHuman(transaction, conversation, request.cause(), actor)) {
            return false;
        }
        transaction
                .createUpdate("""
                        /* handoff.request */
                        INSERT INTO handoff (id, conversation_id, epoch, source, cause, department, priority, summary)
                        SELECT :id, conversation_id, epoch, :source, :cause, :department, :priority, :summary
                        FROM conversation_control WHERE conversation_id = :conversation
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("conversation", conversation.value())
                .bind("source", request.source().name().toLowerCase(Locale.ROOT))
                .bind("cause", request.cause())
                .bind("department", request.department())
                .bind("priority", request.priority())
                .bind("summary", request.summary())
                .execute();
        return true;
    }
}
