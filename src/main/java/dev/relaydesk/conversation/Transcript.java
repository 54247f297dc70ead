package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes down what customers and colleagues said, and takes back what they took back. */
@ApplicationScoped
class Transcript {

    private final IntakeTiming timing;

    Transcript(IntakeTiming timing) {
        this.timing = timing;
    }

    /** A customer's message; wakes the conversation unless the message is too old to be answered. */
    void customerSaid(Handle transaction, ConversationId conversation, UUID id, InboundEvent event) {
        long quiet = event.channel().equals("api") ? 0 : timing.quietWindow().toMillis();
        transaction
                .createUpdate("""
                        WITH news AS (SELECT cast(:saidAt AS timestamptz) >= now() - :staleMillis * interval '1 millisecond' AS fresh),
                        locked AS MATERIALIZED (
                            SELECT conversation_id FROM conversation_control WHERE conversation_id = :conversation FOR UPDATE),
                        woken AS (
                            UPDATE conversation_control c
                            SET wake_count = wake_count + 1,
                                waiting_since = coalesce(waiting_since, now()),
                                due_at = CASE WHEN failures > 0 AND due_at IS NOT NULL THEN due_at
                                         ELSE least(now() + :quietMillis * interval '1 millisecond',
                                                    coalesce(waiting_since, now())
                                                    + :quietMaxMillis * interval '1 millisecond') END
                            FROM news, locked WHERE news.fresh AND c.conversation_id = locked.conversation_id),
                        touched AS (
                            UPDATE conversation
                            SET last_message_at = greatest(last_message_at, cast(:saidAt AS timestamptz)),
                                last_customer_at = greatest(last_customer_at, cast(:saidAt AS timestamptz)),
                                window_ends_at = CASE WHEN channel = 'api' THEN NULL
                                                 ELSE greatest(window_ends_at, cast(:saidAt AS timestamptz) + interval '24 hours') END
                            FROM locked WHERE id = locked.conversation_id)
                        INSERT INTO conversation_message (id, conversation_id, author, kind, text, choice_id, provider_id, said_at,
                                                          state)
                        SELECT :id, :conversation, 'customer', :kind, :text, :choiceId, :providerId, cast(:saidAt AS timestamptz),
                               CASE WHEN news.fresh THEN 'pending' ELSE 'stale' END
                        FROM news
                        """)
                .bind("id", id)
                .bind("conversation", conversation.value())
                .bind("kind", kindOf(event))
                .bind("text", event.text())
                .bind("choiceId", event.choiceId())
                .bind("providerId", event.providerId())
                .bind("saidAt", event.saidAt())
                .bind("staleMillis", timing.staleAfter().toMillis())
                .bind("quietMillis", quiet)
                .bind("quietMaxMillis", timing.quietWindowMax().toMillis())
                .execute();
    }

    private static String kindOf(InboundEvent event) {
        if (event.kind() == InboundEvent.Kind.UNREADABLE) {
            return "unreadable";
        }
        String kind = event.messageKind();
        return kind == null ? "text" : kind;
    }

    /** Something a colleague wrote from the business phone. */
    void agentSaid(Handle transaction, ConversationId conversation, UUID id, InboundEvent event) {
        transaction
                .createUpdate("""
                        INSERT INTO conversation_message (id, conversation_id, author, text, provider_id, said_at, state)
                        VALUES (:id, :conversation, 'agent', :text, :providerId, :saidAt, 'said')
                        """)
                .bind("id", id)
                .bind("conversation", conversation.value())
                .bind("text", event.text())
                .bind("providerId", event.providerId())
                .bind("saidAt", event.saidAt())
                .execute();
    }

    void edit(Handle transaction, UUID customer, InboundEvent event) {
        change(transaction, customer, event, "text = :text, edited_at = now()");
    }

    /** What was taken back is not shown any more, and not answered if it was not yet. */
    void revoke(Handle transaction, UUID customer, InboundEvent event) {
        change(
                transaction,
                customer,
                event,
                "text = NULL, revoked_at = now(), state = CASE state WHEN 'pending' THEN 'withdrawn' ELSE state END");
    }

    private static void change(Handle transaction, UUID customer, InboundEvent event, String assignments) {
        transaction
                .createUpdate("""
                        UPDATE conversation_message m SET %s
                        FROM conversation v
                        WHERE m.provider_id = :refersTo AND m.author = 'customer'
                          AND v.id = m.conversation_id AND v.customer_id = :customer
                        """.formatted(assignments))
                .bind("text", event.text())
                .bind("refersTo", event.refersTo())
                .bind("customer", customer)
                .execute();
    }

    Placed placeOf(Handle transaction, InboundEvent message) {
        return transaction
                .createQuery("""
                        SELECT m.id, m.conversation_id, m.text
                        FROM conversation_inbound i JOIN conversation_message m ON m.id = i.id
                        WHERE i.channel = :channel AND i.account = :account AND i.provider_id = :providerId
                          AND i.kind = :kind
                        """)
                .bind("channel", message.channel())
                .bind("account", message.account())
                .bind("providerId", message.providerId())
                .bind("kind", message.kind().name())
                .map((row, _) -> new Placed(
                        new ConversationId(row.getObject("conversation_id", UUID.class)),
                        row.getObject("id", UUID.class),
                        row.getString("text")))
                .one();
    }
}
