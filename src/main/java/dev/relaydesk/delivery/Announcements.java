package dev.relaydesk.delivery;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Says something to a customer outside a turn: what colleagues write, and words of ours, whoever speaks. */
@ApplicationScoped
public class Announcements {

    /** What a transaction has put on its way; it is sent when that has committed. */
    public static final class Spoken {
        private final List<OnTheWay> messages = new ArrayList<>();
    }

    /** Words of ours in a language; null: in the installation's. */
    @FunctionalInterface
    public interface Words {
        String in(@Nullable String language);
    }

    private final Jdbi jdbi;
    private final Channels channels;
    private final Outbox outbox;
    private final DeliveryWorker delivery;

    Announcements(Jdbi jdbi, Channels channels, Outbox outbox, DeliveryWorker delivery) {
        this.jdbi = jdbi;
        this.channels = channels;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** Runs the work in one transaction, and sends what it has said when that has committed. */
    public <T> T inTransaction(BiFunction<Handle, Spoken, T> work) {
        var spoken = new Spoken();
        T result = jdbi.inTransaction(transaction -> work.apply(transaction, spoken));
        delivery.send(spoken.messages);
        return result;
    }

    /** Words of ours. The caller's transaction holds the control row, or takes it here. An empty text is not said. */
    public void say(Handle transaction, ConversationId conversation, Words words, Spoken spoken) {
        say(transaction, conversation, words, Origin.SYSTEM, spoken);
    }

    /** The same in a transaction of somebody else's: sent when that has committed, on a thread of its own. */
    public void sayOnCommit(Handle transaction, ConversationId conversation, Words words) {
        var spoken = new Spoken();
        say(transaction, conversation, words, spoken);
        transaction.afterCommit(
                () -> Thread.ofVirtual().name("announcement").start(() -> delivery.send(spoken.messages)));
    }

    /** Words of a colleague: sent at most once. Returns the message. */
    public UUID sayAsAgent(Handle transaction, ConversationId conversation, String text, Spoken spoken) {
        return say(transaction, conversation, _ -> text, Origin.AGENT, spoken);
    }

    /** Whether the customer may still be written to freely; what is said later than that is never sent. */
    public boolean isWithinWindow(Handle handle, ConversationId conversation) {
        return handle.createQuery("SELECT channel, last_customer_at, now() FROM conversation WHERE id = :id")
                .bind("id", conversation.value())
                .map((row, _) -> {
                    Duration window = channels.of(row.getString("channel")).customerServiceWindow();
                    Timestamp last = row.getTimestamp("last_customer_at");
                    return window == null
                            || last == null
                            || last.toInstant()
                                    .plus(window)
                                    .isAfter(row.getTimestamp("now").toInstant());
                })
                .one();
    }

    private UUID say(Handle transaction, ConversationId conversation, Words words, Origin origin, Spoken spoken) {
        Utterance utterance = transaction
                .createQuery("""
                        SELECT v.channel, v.account, v.address, v.language, c.epoch
                        FROM conversation_control c JOIN conversation v ON v.id = c.conversation_id
                        WHERE c.conversation_id = :id FOR UPDATE OF c
                        """)
                .bind("id", conversation.value())
                .map((row, _) -> new Utterance(
                        conversation,
                        row.getString("channel"),
                        row.getString("account"),
                        row.getString("address"),
                        origin,
                        row.getLong("epoch"),
                        null,
                        null,
                        Speech.of(words.in(row.getString("language")))))
                .one();
        if (!utterance.speech().markdown().isBlank()) {
            spoken.messages.addAll(outbox.say(transaction, utterance));
        }
        return utterance.id();
    }
}
