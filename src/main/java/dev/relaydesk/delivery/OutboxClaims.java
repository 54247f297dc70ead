package dev.relaydesk.delivery;

import dev.relaydesk.platform.db.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes messages that are due. Locking the conversation's control row orders each send before or after a takeover: a bot's
 * message of an older epoch is suppressed here, whoever queued it.
 */
@ApplicationScoped
class OutboxClaims {

    private static final Sql CLAIM = Sql.of("""
            /* delivery.claim */
            WITH heads AS MATERIALIZED (
                SELECT o.id, o.origin, o.epoch AS born, o.expires_at, c.epoch, c.mode, v.address
                FROM delivery_outbox o
                JOIN conversation_control c ON c.conversation_id = o.conversation_id
                JOIN conversation v ON v.id = o.conversation_id
                JOIN unnest(:channels, :tolerances) AS pace (channel, tolerance) ON pace.channel = o.channel
                WHERE o.state = 'queued' AND o.due_at <= now()
                  AND c.paced_until <= now() + pace.tolerance * interval '1 microsecond'
                  AND NOT EXISTS (
                      SELECT FROM delivery_outbox before
                      WHERE before.conversation_id = o.conversation_id AND before.id < o.id
                        AND before.state IN ('queued', 'sending', 'unknown')
                      OFFSET 0)
                  AND NOT EXISTS (
                      SELECT FROM delivery_pause p
                      WHERE p.channel = o.channel AND p.account = o.account AND p.until > now())
                ORDER BY o.due_at
                LIMIT :max
                FOR UPDATE OF c, o SKIP LOCKED),
            moved AS (
                UPDATE delivery_outbox o
                SET state = CASE
                        WHEN heads.origin = 'bot' AND (heads.born <> heads.epoch
                             OR heads.mode NOT IN ('bot', 'awaiting_confirmation')) THEN 'suppressed'
                        WHEN heads.expires_at < now() THEN 'expired'
                        ELSE 'sending' END,
                    attempts = o.attempts + 1,
                    claim_until = now() + :claimMillis * interval '1 millisecond'
                FROM heads WHERE o.id = heads.id
                RETURNING o.id, o.state, o.conversation_id, o.channel, o.account, heads.address, o.text, o.choices,
                          o.reply_to, o.correlation_id, o.attempts),
            attempted AS (
                INSERT INTO delivery_attempt (outbox_id, number) SELECT id, attempts FROM moved WHERE state = 'sending'),
            paced AS (
                UPDATE conversation_control c
                SET paced_until = greatest(c.paced_until, now()) + pace.interval * interval '1 microsecond'
                FROM moved JOIN unnest(:channels, :intervals) AS pace (channel, interval) ON pace.channel = moved.channel
                WHERE c.conversation_id = moved.conversation_id AND moved.state = 'sending' AND pace.interval > 0),
            expired AS (
                UPDATE conversation v SET needs_staff = coalesce(needs_staff, 'expired')
                FROM moved WHERE v.id = moved.conversation_id AND moved.state = 'expired')
            SELECT * FROM moved WHERE state = 'sending' ORDER BY id
            """);

    private final Jdbi jdbi;
    private final Channels channels;
    private final DeliveryTiming timing;

    OutboxClaims(Jdbi jdbi, Channels channels, DeliveryTiming timing) {
        this.jdbi = jdbi;
        this.channels = channels;
        this.timing = timing;
    }

    /** Takes the first unsent message of up to {@code max} conversations. Their attempts are committed. */
    List<OnTheWay> claim(int max) {
        List<String> names = new ArrayList<>();
        List<Long> intervals = new ArrayList<>();
        List<Long> tolerances = new ArrayList<>();
        for (ChannelSender sender : channels.all()) {
            SendPace pace = sender.pairPace();
            names.add(sender.channel());
            intervals.add(pace.intervalMicros());
            tolerances.add(pace.toleranceMicros());
        }
        return jdbi.withHandle(handle -> CLAIM.on(handle)
                .bindArray("channels", String.class, names)
                .bindArray("intervals", Long.class, intervals)
                .bindArray("tolerances", Long.class, tolerances)
                .bind("max", max)
                .bind("claimMillis", timing.claim().toMillis())
                .list(row -> new OnTheWay(
                        row.getLong("id"),
                        row.getString("channel"),
                        new OutboundMessage(
                                row.getObject("conversation_id", UUID.class),
                                row.getString("account"),
                                row.getString("address"),
                                row.getString("text"),
                                Choice.in(row),
                                row.getString("reply_to"),
                                row.getString("correlation_id"),
                                row.getInt("attempts")))));
    }
}
