package dev.relaydesk.delivery;

import dev.relaydesk.conversation.SpeakerChanged;
import dev.relaydesk.platform.db.Sql;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The one door through which text leaves. What is said here is sent by {@link DeliveryWorker}, in order, and settled. */
@ApplicationScoped
public class Outbox {

    /**
     * Writes the message and its parts. The first part is claimed for sending at once when nothing of the conversation is
     * before it and the pair limit allows: the caller holds the control row, so this is the same decision that {@link
     * OutboxClaims} takes later for the rest.
     */
    private static final Sql SAY = Sql.of("""
            /* delivery.say */
            WITH said AS (
                INSERT INTO conversation_message (id, conversation_id, author, text, said_at, state, turn_id)
                VALUES (:message, :conversation, :origin, :whole, now(), 'said', cast(:turn AS uuid))),
            pace AS (
                SELECT paced_until <= now() + :toleranceMicros * interval '1 microsecond' AS free
                FROM conversation_control WHERE conversation_id = :conversation),
            expiry AS (
                SELECT last_customer_at + cast(:windowMillis AS bigint) * interval '1 millisecond' AS at
                FROM conversation WHERE id = :conversation),
            way AS (
                SELECT pace.free AND NOT EXISTS (
                           SELECT FROM delivery_outbox
                           WHERE conversation_id = :conversation AND state IN ('queued', 'sending', 'unknown'))
                       AND NOT EXISTS (SELECT FROM delivery_pause
                                       WHERE channel = :channel AND account = :account AND until > now())
                       AND coalesce(expiry.at > now(), true) AS clear,
                       expiry.at AS expires_at
                FROM pace, expiry),
            queued AS (
                INSERT INTO delivery_outbox (message_id, part, conversation_id, origin, epoch, channel, account, text,
                                             reply_to, correlation_id, state, attempts, claim_until, expires_at)
                SELECT :message, part, :conversation, :origin, :epoch, :channel, :account, text,
                       CASE WHEN part = 1 THEN :replyTo END, :message || ':' || part,
                       CASE WHEN part = 1 AND way.clear THEN 'sending' ELSE 'queued' END,
                       CASE WHEN part = 1 AND way.clear THEN 1 ELSE 0 END,
                       CASE WHEN part = 1 AND way.clear THEN now() + :claimMillis * interval '1 millisecond' END,
                       way.expires_at
                FROM unnest(:parts) WITH ORDINALITY AS p (text, part) CROSS JOIN way
                RETURNING id, text, correlation_id, state),
            attempted AS (
                INSERT INTO delivery_attempt (outbox_id, number) SELECT id, 1 FROM queued WHERE state = 'sending'),
            paced AS (
                UPDATE conversation_control
                SET paced_until = greatest(paced_until, now()) + :intervalMicros * interval '1 microsecond'
                FROM way
                WHERE conversation_id = :conversation AND way.clear AND :intervalMicros > 0)
            SELECT id, text, correlation_id FROM queued WHERE state = 'sending'
            """);

    private final Channels channels;
    private final DeliveryTiming timing;

    Outbox(Channels channels, DeliveryTiming timing) {
        this.channels = channels;
        this.timing = timing;
    }

    /**
     * Says something in the caller's transaction, which must hold the conversation's control row.
     *
     * @return what may be sent as soon as the transaction has committed: hand it to {@link DeliveryWorker#send}. Usually
     *     the first part; empty when the customer must not hear it yet
     */
    public List<OnTheWay> say(Handle transaction, Utterance utterance) {
        ChannelSender sender = channels.of(utterance.channel());
        List<String> parts = sender.render(utterance.speech());
        Duration window = sender.customerServiceWindow();
        SendPace pace = sender.pairPace();
        UUID message = TimeOrderedId.next();
        return SAY.on(transaction)
                .bind("message", message)
                .bind("conversation", utterance.conversation().value())
                .bind("origin", utterance.origin().wire())
                .bind("whole", utterance.speech().markdown())
                .bind("turn", utterance.turn())
                .bind("epoch", utterance.epoch())
                .bind("channel", utterance.channel())
                .bind("account", utterance.account())
                .bind("replyTo", utterance.replyTo())
                .bindArray("parts", String.class, parts)
                .bind("windowMillis", window == null ? null : window.toMillis())
                .bind("claimMillis", timing.claim().toMillis())
                .bind("intervalMicros", pace.intervalMicros())
                .bind("toleranceMicros", pace.toleranceMicros())
                .list(row -> new OnTheWay(
                        row.getLong("id"),
                        utterance.channel(),
                        new OutboundMessage(
                                utterance.conversation().value(),
                                utterance.account(),
                                utterance.address(),
                                row.getString("text"),
                                utterance.replyTo(),
                                row.getString("correlation_id"),
                                1)));
    }

    /** Keeps what was not said: a late answer becomes a note for staff. */
    public void draft(Handle transaction, UUID conversation, UUID turn, String text) {
        transaction
                .createUpdate("""
                        INSERT INTO conversation_message (id, conversation_id, author, kind, text, said_at, state, turn_id)
                        VALUES (:id, :conversation, 'draft', 'draft', :text, now(), 'said', :turn)
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("conversation", conversation)
                .bind("text", text)
                .bind("turn", turn)
                .execute();
    }

    /** Takes back what the bot has not sent yet when somebody else gets the right to speak. */
    void silence(@Observes SpeakerChanged change) {
        change.transaction()
                .createUpdate("""
                        /* delivery.silence */
                        UPDATE delivery_outbox SET state = 'suppressed', claim_until = NULL
                        WHERE conversation_id = :conversation AND state = 'queued' AND origin = 'bot' AND epoch < :epoch
                        """)
                .bind("conversation", change.conversation().value())
                .bind("epoch", change.epoch())
                .execute();
    }
}
