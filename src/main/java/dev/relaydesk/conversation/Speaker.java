package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Changes who may speak. Each change raises the epoch and is logged in the same transaction. */
@ApplicationScoped
public class Speaker {

    private final Event<SpeakerChanged> changes;
    private final ResultMessages results;

    Speaker(Event<SpeakerChanged> changes, ResultMessages results) {
        this.changes = changes;
        this.results = results;
    }

    void open(Handle transaction, UUID conversation) {
        transaction.createUpdate("""
                        WITH opened AS (INSERT INTO conversation_control (conversation_id) VALUES (:id) RETURNING epoch)
                        INSERT INTO platform_transition (entity, entity_id, to_state, cause, actor, epoch)
                        SELECT 'conversation', :id, 'bot', 'first_message', 'customer', epoch FROM opened
                        """).bind("id", conversation).execute();
    }

    /**
     * Gives the conversation to a human: the bot falls silent from this commit on.
     *
     * @return false when it was with a human, or closed, already
     */
    public boolean toHuman(Handle transaction, ConversationId conversation, String cause, String actor) {
        return change(transaction, conversation, Mode.HUMAN_HANDOFF, cause, actor);
    }

    /**
     * Leaves the conversation to its ticket: what the customer writes is added to it.
     *
     * @return false when it was so already, or the conversation is not the bot's or a human's
     */
    public boolean toTicket(Handle transaction, ConversationId conversation, String cause, String actor) {
        return change(transaction, conversation, Mode.TICKET_OPEN, cause, actor);
    }

    /**
     * Gives the conversation back to the bot.
     *
     * @return false when the bot had it already, or it is closed
     */
    public boolean toBot(Handle transaction, ConversationId conversation, String cause, String actor) {
        return change(transaction, conversation, Mode.BOT, cause, actor);
    }

    /**
     * Gives the conversation back from a human. What the customer wrote until now was written to that human, or before he
     * came, and is not answered by the bot, even when no turn has looked at it yet.
     *
     * @return false when the bot had it already, or it is closed
     */
    public boolean backToBot(Handle transaction, ConversationId conversation, String cause, String actor) {
        transaction.createUpdate("""
                        /* conversation.hand_back */
                        UPDATE conversation_message SET state = 'left_to_human'
                        WHERE conversation_id = :id AND state = 'pending' AND author = 'customer'
                        """).bind("id", conversation.value()).execute();
        return toBot(transaction, conversation, cause, actor);
    }

    /** Orders the caller's transaction before or after each change of who speaks. */
    public static void lock(Handle transaction, ConversationId conversation) {
        transaction
                .createQuery("SELECT 1 FROM conversation_control WHERE conversation_id = :id FOR UPDATE")
                .bind("id", conversation.value())
                .mapTo(Integer.class)
                .one();
    }

    /** The bot waits for the customer's yes. It still has the right to speak, so the epoch stays. */
    public void awaitConfirmation(Handle transaction, ConversationId conversation) {
        pass(transaction, conversation, Mode.BOT, Mode.AWAITING_CONFIRMATION, "question");
    }

    /** The customer has answered, or not in time. Results that came meanwhile are due now. */
    public void confirmationOver(Handle transaction, ConversationId conversation, String cause) {
        pass(transaction, conversation, Mode.AWAITING_CONFIRMATION, Mode.BOT, cause);
        results.waitNoLonger(transaction, conversation);
    }

    private static void pass(Handle transaction, ConversationId conversation, Mode from, Mode to, String cause) {
        transaction
                .createUpdate("""
                        WITH changed AS (
                            UPDATE conversation_control SET mode = :to
                            WHERE conversation_id = :id AND mode = :from
                            RETURNING epoch, lease_token)
                        INSERT INTO platform_transition
                            (entity, entity_id, from_state, to_state, cause, actor, epoch, lease_token)
                        SELECT 'conversation', :id, :from, :to, :cause, 'bot', epoch, lease_token FROM changed
                        """)
                .bind("id", conversation.value())
                .bind("from", from.wire())
                .bind("to", to.wire())
                .bind("cause", cause)
                .execute();
    }

    /**
     * Ends the conversation; the customer's next message opens another.
     *
     * @return false when it was closed already
     */
    public boolean close(Handle transaction, ConversationId conversation, String cause, String actor) {
        boolean closed = change(transaction, conversation, Mode.CLOSED, cause, actor);
        if (closed) {
            transaction
                    .createUpdate("UPDATE conversation SET closed_at = now() WHERE id = :id")
                    .bind("id", conversation.value())
                    .execute();
        }
        return closed;
    }

    private boolean change(Handle transaction, ConversationId conversation, Mode to, String cause, String actor) {
        var epoch = transaction
                .createQuery("""
                        WITH before AS (
                            SELECT conversation_id, mode FROM conversation_control
                            WHERE conversation_id = :id AND mode NOT IN (:to, 'closed') FOR UPDATE),
                        changed AS (
                            UPDATE conversation_control c SET mode = :to, epoch = c.epoch + 1
                            FROM before WHERE c.conversation_id = before.conversation_id
                            RETURNING before.mode AS old_mode, c.epoch, c.lease_token),
                        logged AS (
                            INSERT INTO platform_transition
                                (entity, entity_id, from_state, to_state, cause, actor, epoch, lease_token)
                            SELECT 'conversation', :id, old_mode, :to, :cause, :actor, epoch, lease_token FROM changed)
                        SELECT epoch FROM changed
                        """)
                .bind("id", conversation.value())
                .bind("to", to.wire())
                .bind("cause", cause)
                .bind("actor", actor)
                .mapTo(Long.class)
                .findOne();
        epoch.ifPresent(raised -> {
            results.waitNoLonger(transaction, conversation);
            changes.fire(new SpeakerChanged(transaction, conversation, raised, to));
        });
        return epoch.isPresent();
    }
}
