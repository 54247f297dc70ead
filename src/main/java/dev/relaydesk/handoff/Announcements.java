package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.DeliveryWorker;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Says something to a customer outside a turn: what colleagues write, and our own words about a handoff. */
@ApplicationScoped
class Announcements {

    /** What a transaction has put on its way; to be sent when it has committed. */
    static final class Spoken {
        private final List<OnTheWay> messages = new ArrayList<>();
    }

    private final Outbox outbox;
    private final DeliveryWorker delivery;

    Announcements(Outbox outbox, DeliveryWorker delivery) {
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** Words of ours. The caller's transaction holds the control row, or takes it here. An empty text is not said. */
    void say(Handle transaction, UUID conversation, String text, Spoken spoken) {
        if (!text.isBlank()) {
            say(transaction, conversation, text, Origin.SYSTEM, spoken);
        }
    }

    /** Words of a colleague: sent at most once. */
    void sayAsAgent(Handle transaction, UUID conversation, String text, Spoken spoken) {
        say(transaction, conversation, text, Origin.AGENT, spoken);
    }

    private void say(Handle transaction, UUID conversation, String text, Origin origin, Spoken spoken) {
        Utterance utterance = transaction
                .createQuery("""
                        SELECT v.channel, v.account, v.address, c.epoch
                        FROM conversation_control c JOIN conversation v ON v.id = c.conversation_id
                        WHERE c.conversation_id = :id FOR UPDATE OF c
                        """)
                .bind("id", conversation)
                .map((row, _) -> new Utterance(
                        new ConversationId(conversation),
                        row.getString("channel"),
                        row.getString("account"),
                        row.getString("address"),
                        origin,
                        row.getLong("epoch"),
                        null,
                        null,
                        Speech.of(text)))
                .one();
        spoken.messages.addAll(outbox.say(transaction, utterance));
    }

    /** Only after the commit. */
    void send(Spoken spoken) {
        delivery.send(spoken.messages);
    }
}
