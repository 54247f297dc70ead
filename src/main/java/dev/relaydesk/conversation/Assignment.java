package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Brings one event to its conversation, whatever kind it is, and opens what is missing. */
@ApplicationScoped
class Assignment {

    private record Stored(UUID id, InboundEvent event) {}

    /** The state is hidden from the planner: the index of the queue holds every row that ever waited, until a vacuum. */
    private static final String LOCK = """
            /* conversation.assign.one */
            SELECT id, channel, account, provider_id, kind, sender_keys, sender_name, said_at, message_kind, text, choice_id,
                   refers_to, new_key
            FROM conversation_inbound
            WHERE coalesce(state, '') = 'received' AND %s
            FOR UPDATE SKIP LOCKED
            """;

    private static final String BY_ID = LOCK.formatted("id = :id");
    private static final String BY_PROVIDER_ID =
            LOCK.formatted("channel = :channel AND account = :account AND provider_id = :providerId AND kind = :kind");

    private final Jdbi jdbi;
    private final Identities identities;
    private final Transcript transcript;
    private final Speaker speaker;
    private final Event<BusinessPhoneSpoke> phone;
    private final Event<CustomerReacted> reactions;

    Assignment(
            Jdbi jdbi,
            Identities identities,
            Transcript transcript,
            Speaker speaker,
            Event<BusinessPhoneSpoke> phone,
            Event<CustomerReacted> reactions) {
        this.phone = phone;
        this.reactions = reactions;
        this.jdbi = jdbi;
        this.identities = identities;
        this.transcript = transcript;
        this.speaker = speaker;
    }

    /** Places a stored event in a transaction of its own; false when another worker has it. */
    boolean placeStored(UUID inbound) {
        return jdbi.inTransaction(transaction -> {
            Optional<Stored> found = transaction
                    .createQuery(BY_ID)
                    .bind("id", inbound)
                    .map((row, _) -> stored(row))
                    .findOne();
            found.ifPresent(stored -> assign(transaction, stored));
            return found.isPresent();
        });
    }

    /** Leaves an event for a person to look at. */
    void setAside(UUID inbound) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE conversation_inbound SET state = 'quarantined' WHERE id = :id AND state = 'received'")
                .bind("id", inbound)
                .execute());
    }

    /** Places a message that was accepted in the same transaction, or tells where it went the first time. */
    Placed place(Handle transaction, InboundEvent message) {
        transaction
                .createQuery(BY_PROVIDER_ID)
                .bind("channel", message.channel())
                .bind("account", message.account())
                .bind("providerId", message.providerId())
                .bind("kind", message.kind().name())
                .map((row, _) -> stored(row))
                .findOne()
                .ifPresent(stored -> assign(transaction, stored));
        return transcript.placeOf(transaction, message);
    }

    private void assign(Handle transaction, Stored stored) {
        InboundEvent event = stored.event();
        if (event.kind() == InboundEvent.Kind.REACTION) {
            react(transaction, stored);
            return;
        }
        UUID customer = identities.customerOf(transaction, event);
        ConversationId conversation = identities.openConversation(transaction, customer, event);
        switch (event.kind()) {
            case MESSAGE, UNREADABLE -> {
                transcript.customerSaid(transaction, conversation, stored.id(), event);
                changesThatCameFirst(transaction, event).forEach(change -> change(transaction, customer, change));
            }
            case EDIT, REVOKE -> change(transaction, customer, event);
            case NUMBER_CHANGE -> identities.move(transaction, customer, event);
            case ECHO -> {
                transcript.agentSaid(transaction, conversation, stored.id(), event);
                speaker.toHuman(transaction, conversation, "business_phone", "business phone");
                phone.fire(new BusinessPhoneSpoke(transaction, conversation));
            }
            case REACTION, STORED -> {}
        }
        transaction
                .createUpdate("UPDATE conversation_inbound SET state = 'assigned', conversation_id = :c WHERE id = :id")
                .bind("c", conversation.value())
                .bind("id", stored.id())
                .execute();
    }

    /** It belongs to a message of ours and opens no conversation. */
    private void react(Handle transaction, Stored stored) {
        reactions.fire(new CustomerReacted(transaction, stored.event()));
        transaction
                .createUpdate("UPDATE conversation_inbound SET state = 'stored' WHERE id = :id")
                .bind("id", stored.id())
                .execute();
    }

    /**
     * Notifications keep no order: an edit or a revoke may be here before its message. Channel and account are hidden from
     * the planner, which would take the unique index for them and read every event of the account.
     */
    private static List<InboundEvent> changesThatCameFirst(Handle transaction, InboundEvent message) {
        return transaction
                .createQuery("""
                        SELECT id, channel, account, provider_id, kind, sender_keys, sender_name, said_at, message_kind, text,
                               choice_id, refers_to, new_key
                        FROM conversation_inbound
                        WHERE refers_to = :providerId
                          AND coalesce(channel, '') = :channel AND coalesce(account, '') = :account
                          AND kind IN ('EDIT', 'REVOKE') AND sender_keys && cast(:senderKeys AS text[])
                        ORDER BY said_at, kind
                        """)
                .bind("providerId", message.providerId())
                .bind("channel", message.channel())
                .bind("account", message.account())
                .bindArray("senderKeys", String.class, message.senderKeys())
                .map((row, _) -> stored(row).event())
                .list();
    }

    private void change(Handle transaction, UUID customer, InboundEvent event) {
        if (event.kind() == InboundEvent.Kind.REVOKE) {
            transcript.revoke(transaction, customer, event);
        } else {
            transcript.edit(transaction, customer, event);
        }
    }

    private static Stored stored(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                new InboundEvent(
                        row.getString("channel"),
                        row.getString("account"),
                        row.getString("provider_id"),
                        InboundEvent.Kind.valueOf(row.getString("kind")),
                        List.of((String[]) row.getArray("sender_keys").getArray()),
                        row.getString("sender_name"),
                        row.getTimestamp("said_at").toInstant(),
                        row.getString("message_kind"),
                        row.getString("text"),
                        row.getString("choice_id"),
                        row.getString("refers_to"),
                        row.getString("new_key"),
                        ""));
    }
}
