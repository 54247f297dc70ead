package dev.relaydesk.delivery;

import dev.relaydesk.conversation.SpeakerChanged;
import dev.relaydesk.platform.db.Sql;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
            WITH given AS MATERIALIZED (
                SELECT * FROM unnest(:messages, :conversations, :origins, :wholes, :turns, :epochs, :channels, :accounts,
                                     :replyTos, :windows, :intervals, :tolerances)
                    AS g (message_id, conversation_id, origin, whole, turn_id, epoch, channel, account,
                          reply_to, window_millis, interval_micros, tolerance_micros)),
            said AS (
                INSERT INTO conversation_message (id, conversation_id, author, text, said_at, state, turn_id)
                SELECT message_id, conversation_id, origin, whole, now(), 'said', turn_id FROM given),
            way AS MATERIALIZED (
                SELECT g.*, v.last_customer_at + g.window_millis * interval '1 millisecond' AS expires_at,
                       c.paced_until <= now() + g.tolerance_micros * interval '1 microsecond'
                       AND coalesce(v.last_customer_at + g.window_millis * interval '1 millisecond' > now(), true)
                       AND NOT EXISTS (
                           SELECT FROM delivery_outbox o
                           WHERE o.conversation_id = g.conversation_id AND o.state IN ('queued', 'sending', 'unknown')
                           OFFSET 0)
                       AND NOT EXISTS (SELECT FROM delivery_pause p
                                       WHERE p.channel = g.channel AND p.account = g.account AND p.until > now()
                                       OFFSET 0) AS clear
                FROM given g
                JOIN conversation_control c ON c.conversation_id = g.conversation_id
                JOIN conversation v ON v.id = g.conversation_id),
            queued AS (
                INSERT INTO delivery_outbox (message_id, part, conversation_id, origin, epoch, channel, account, text,
                                             choices, reply_to, correlation_id, state, attempts, claim_until, expires_at)
                SELECT w.message_id, p.part, w.conversation_id, w.origin, w.epoch, w.channel, w.account, p.text,
                       string_to_array(p.choices, chr(31)), CASE WHEN p.part = 1 THEN w.reply_to END, w.message_id || ':' || p.part,
                       CASE WHEN p.part = 1 AND w.clear THEN 'sending' ELSE 'queued' END,
                       CASE WHEN p.part = 1 AND w.clear THEN 1 ELSE 0 END,
                       CASE WHEN p.part = 1 AND w.clear THEN now() + :claimMillis * interval '1 millisecond' END,
                       w.expires_at
                FROM unnest(:parts, :partChoices, :partNumbers, :partMessages) AS p (text, choices, part, message_id)
                JOIN way w ON w.message_id = p.message_id
                ORDER BY w.message_id, p.part
                RETURNING id, message_id, text, choices, correlation_id, state),
            attempted AS (
                INSERT INTO delivery_attempt (outbox_id, number) SELECT id, 1 FROM queued WHERE state = 'sending'),
            paced AS (
                UPDATE conversation_control c
                SET paced_until = greatest(c.paced_until, now()) + way.interval_micros * interval '1 microsecond'
                FROM way
                WHERE c.conversation_id = way.conversation_id AND way.clear AND way.interval_micros > 0)
            SELECT id, message_id, text, choices, correlation_id FROM queued WHERE state = 'sending'
            """);

    /**
     * A message that had to queue behind one whose outcome was being written down at this very moment: neither of the two
     * transactions saw the other, so neither would call the worker.
     */
    private static final Duration SETTLING = Duration.ofMillis(10);

    private final Channels channels;
    private final DeliveryTiming timing;
    private final Pollers pollers;

    Outbox(Channels channels, DeliveryTiming timing, Pollers pollers) {
        this.channels = channels;
        this.timing = timing;
        this.pollers = pollers;
    }

    /**
     * Says something in the caller's transaction, which must hold the conversation's control row.
     *
     * @return what may be sent as soon as the transaction has committed: hand it to {@link DeliveryWorker#send}. Usually
     *     the first part; empty when the customer must not hear it yet
     */
    public List<OnTheWay> say(Handle transaction, Utterance utterance) {
        return say(transaction, List.of(utterance));
    }

    /** Says several things, each in a conversation of its own. Otherwise like {@link #say(Handle, Utterance)}. */
    public List<OnTheWay> say(Handle transaction, List<Utterance> utterances) {
        if (utterances.isEmpty()) {
            return List.of();
        }
        List<Saying> all = utterances.stream()
                .map(utterance -> Saying.of(utterance, channels.of(utterance.channel())))
                .toList();
        List<Part> parts =
                all.stream().flatMap(saying -> saying.parts().stream()).toList();
        Map<UUID, Utterance> byMessage = new HashMap<>();
        all.forEach(saying -> byMessage.put(saying.message(), saying.utterance()));
        List<OnTheWay> sendable = SAY.on(transaction)
                .bindEach("messages", UUID.class, all, Saying::message)
                .bindEach(
                        "conversations",
                        UUID.class,
                        utterances,
                        it -> it.conversation().value())
                .bindEach("origins", String.class, utterances, it -> it.origin().wire())
                .bindEach("wholes", String.class, utterances, it -> it.speech().markdown())
                .bindEach("turns", UUID.class, utterances, Utterance::turn)
                .bindEach("epochs", Long.class, utterances, Utterance::epoch)
                .bindEach("channels", String.class, utterances, Utterance::channel)
                .bindEach("accounts", String.class, utterances, Utterance::account)
                .bindEach("replyTos", String.class, utterances, Utterance::replyTo)
                .bindEach("windows", Long.class, all, Saying::windowMillis)
                .bindEach("intervals", Long.class, all, it -> it.pace().intervalMicros())
                .bindEach("tolerances", Long.class, all, it -> it.pace().toleranceMicros())
                .bindEach("parts", String.class, parts, Part::text)
                .bindEach("partChoices", String.class, parts, it -> Choice.joined(it.choices()))
                .bindEach("partNumbers", Integer.class, parts, Part::number)
                .bindEach("partMessages", UUID.class, parts, Part::message)
                .bind("claimMillis", timing.claim().toMillis())
                .list(row -> onTheWay(row, byMessage));
        if (sendable.size() < utterances.size()) {
            transaction.afterCommit(() -> pollers.wakeIn(DeliveryWorker.NAME, SETTLING));
        }
        return sendable;
    }

    private static OnTheWay onTheWay(ResultSet row, Map<UUID, Utterance> byMessage) throws SQLException {
        Utterance utterance = Objects.requireNonNull(byMessage.get(row.getObject("message_id", UUID.class)));
        return new OnTheWay(
                row.getLong("id"),
                utterance.channel(),
                new OutboundMessage(
                        utterance.conversation().value(),
                        utterance.account(),
                        utterance.address(),
                        row.getString("text"),
                        Choice.in(row),
                        utterance.replyTo(),
                        row.getString("correlation_id"),
                        1));
    }

    /** An utterance as its channel will carry it. */
    private record Saying(
            UUID message,
            Utterance utterance,
            SendPace pace,
            @Nullable Long windowMillis,
            List<Part> parts) {

        static Saying of(Utterance utterance, ChannelSender sender) {
            UUID message = utterance.id();
            List<Part> parts = new ArrayList<>();
            List<String> texts = sender.render(utterance.speech());
            for (String text : texts) {
                boolean last = parts.size() + 1 == texts.size();
                parts.add(new Part(
                        message,
                        parts.size() + 1,
                        text,
                        last ? utterance.speech().choices() : List.of()));
            }
            Duration window = sender.customerServiceWindow();
            return new Saying(message, utterance, sender.pairPace(), window == null ? null : window.toMillis(), parts);
        }
    }

    private record Part(UUID message, int number, String text, List<Choice> choices) {}

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
