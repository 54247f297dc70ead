package dev.relaydesk.testing;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.DeliveryWorker;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Says what no turn has said, by the same door. */
@Singleton
public class Bot {

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final DeliveryWorker worker;

    Bot(Jdbi jdbi, Outbox outbox, DeliveryWorker worker) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.worker = worker;
    }

    /** Speaks in the epoch that the conversation has now. */
    public void says(UUID conversation, Speech speech) {
        worker.send(jdbi.inTransaction(transaction -> outbox.say(
                transaction,
                transaction
                        .createQuery("""
                                SELECT v.channel, v.account, v.address, c.epoch
                                FROM conversation v JOIN conversation_control c ON c.conversation_id = v.id
                                WHERE v.id = :id FOR UPDATE OF c
                                """)
                        .bind("id", conversation)
                        .map((row, _) -> new Utterance(
                                new ConversationId(conversation),
                                row.getString("channel"),
                                row.getString("account"),
                                row.getString("address"),
                                Origin.BOT,
                                row.getLong("epoch"),
                                null,
                                null,
                                speech))
                        .one())));
    }
}
