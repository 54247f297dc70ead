package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.Sql;
import dev.relaydesk.platform.db.SqlCall;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes in what webhooks bring: stored once, whatever is sent how often. */
@ApplicationScoped
public class Intake {

    private static final Sql INSERT = Sql.of("""
            /* intake.accept */
            INSERT INTO conversation_inbound (id, channel, account, provider_id, kind, sender_keys, sender_name, said_at,
                                              message_kind, text, choice_id, refers_to, new_key, payload, state)
            VALUES (:id, :channel, :account, :providerId, :kind, :senderKeys, :senderName, :saidAt,
                    :messageKind, :text, :choiceId, :refersTo, :newKey, :payload, :state)
            ON CONFLICT (channel, account, provider_id, kind) DO NOTHING
            """);

    /** Two replicas that get the same batch insert in the same order, so neither waits for the other in a circle. */
    private static final Comparator<InboundEvent> SAME_ON_EVERY_REPLICA =
            Comparator.comparing(InboundEvent::account).thenComparing(InboundEvent::providerId);

    private final Jdbi jdbi;
    private final Pollers pollers;
    private final Assignment assignment;

    Intake(Jdbi jdbi, Pollers pollers, Assignment assignment) {
        this.jdbi = jdbi;
        this.pollers = pollers;
        this.assignment = assignment;
    }

    /**
     * Stores events that are not yet known, in the caller's transaction. Takes no lock but its own inserts. Once that
     * transaction has committed, call {@link #arrived()}.
     */
    public void accept(Handle transaction, List<InboundEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        IdentityHashMap<InboundEvent, UUID> ids = new IdentityHashMap<>();
        events.forEach(event -> ids.put(event, TimeOrderedId.next()));
        SqlCall batch = INSERT.on(transaction);
        for (InboundEvent event : events.stream().sorted(SAME_ON_EVERY_REPLICA).toList()) {
            boolean forLater = event.kind() == InboundEvent.Kind.STORED
                    || event.senderKeys().isEmpty();
            batch.bind("id", ids.get(event))
                    .bind("channel", event.channel())
                    .bind("account", event.account())
                    .bind("providerId", event.providerId())
                    .bind("kind", event.kind().name())
                    .bindArray("senderKeys", String.class, event.senderKeys())
                    .bind("senderName", event.senderName())
                    .bind("saidAt", event.saidAt())
                    .bind("messageKind", event.messageKind())
                    .bind("text", event.text())
                    .bind("choiceId", event.choiceId())
                    .bind("refersTo", event.refersTo())
                    .bind("newKey", event.newKey())
                    .bind("payload", event.payload())
                    .bind("state", forLater ? "stored" : "received")
                    .add();
        }
        batch.executeBatch();
    }

    /**
     * Stores one message and finds its conversation in the same transaction, for a caller that waits for the answer.
     *
     * @param streaming whether the caller wants to hear the answer while it is written
     * @param language that the customer speaks, two letters; null when the caller does not say
     * @param beforeCommit told where the message went, before any worker can see it
     */
    public Placed acceptNow(
            InboundEvent message, boolean streaming, @Nullable String language, Consumer<Placed> beforeCommit) {
        Placed placed = jdbi.inTransaction(transaction -> {
            accept(transaction, List.of(message));
            Placed found = assignment.place(transaction, message);
            transaction
                    .createUpdate("""
                            UPDATE conversation SET streaming = :streaming, language = coalesce(:language, language)
                            WHERE id = :id
                              AND (streaming IS DISTINCT FROM :streaming OR language IS DISTINCT FROM coalesce(:language, language))
                            """)
                    .bind("streaming", streaming)
                    .bind("language", language)
                    .bind("id", found.conversation().value())
                    .execute();
            beforeCommit.accept(found);
            return found;
        });
        pollers.wake("turn");
        return placed;
    }

    /** Keeps a body that nobody understands, for a person to look at. */
    public void quarantine(Handle transaction, String channel, String reason, byte[] body) {
        transaction
                .createUpdate("""
                        /* intake.quarantine */
                        INSERT INTO conversation_quarantine (id, channel, reason, body)
                        VALUES (:id, :channel, :reason, :body)
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("channel", channel)
                .bind("reason", reason)
                .bind("body", body)
                .execute();
    }

    /** Wakes the workers of this process. A hint: they would find the rows by themselves. */
    public void arrived() {
        pollers.wake(Assigner.NAME);
    }
}
