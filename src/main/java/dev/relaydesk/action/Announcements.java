package dev.relaydesk.action;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.DeliveryWorker;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tells the customer what became of an action when no turn is running. These are words of ours, said whoever speaks. */
@ApplicationScoped
class Announcements {

    private static final String LOCK = "SELECT epoch FROM conversation_control WHERE conversation_id = :id FOR UPDATE";

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final DeliveryWorker delivery;

    Announcements(Jdbi jdbi, Outbox outbox, DeliveryWorker delivery) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** Does something that holds the control row, and tells the customer what it returns; null for nothing. */
    void say(ConversationId conversation, Function<Handle, @Nullable String> work) {
        say(conversation, work, _ -> {});
    }

    /**
     * The same.
     *
     * @param last what the transaction ends with
     */
    void say(ConversationId conversation, Function<Handle, @Nullable String> work, Consumer<Handle> last) {
        List<OnTheWay> sendable = jdbi.inTransaction(transaction -> {
            long epoch = lock(transaction, conversation);
            String text = work.apply(transaction);
            List<OnTheWay> said = text == null
                    ? List.of()
                    : outbox.say(transaction, utterance(transaction, conversation, epoch, text));
            last.accept(transaction);
            return said;
        });
        delivery.send(sendable);
    }

    /** Orders the caller's transaction before or after each change of who speaks. Returns the epoch. */
    static long lock(Handle transaction, ConversationId conversation) {
        return transaction
                .createQuery(LOCK)
                .bind("id", conversation.value())
                .mapTo(Long.class)
                .one();
    }

    private static Utterance utterance(Handle handle, ConversationId conversation, long epoch, String text) {
        return handle.createQuery("SELECT channel, account, address FROM conversation WHERE id = :id")
                .bind("id", conversation.value())
                .map((row, _) -> new Utterance(
                        conversation,
                        row.getString("channel"),
                        row.getString("account"),
                        row.getString("address"),
                        Origin.SYSTEM,
                        epoch,
                        null,
                        null,
                        Speech.of(text)))
                .one();
    }
}
