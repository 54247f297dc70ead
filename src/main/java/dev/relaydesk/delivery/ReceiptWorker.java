package dev.relaydesk.delivery;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/**
 * Applies receipts: the state of a message is the highest rank anybody reported of it, so their order and number do not
 * matter. A receipt that matches nothing yet may have overtaken our own commit and is kept for ten minutes.
 */
@ApplicationScoped
class ReceiptWorker implements Poller {

    static final String NAME = "delivery.receipts";

    private static final int BATCH = 500;

    private static final String APPLY = """
            /* receipts.apply */
            WITH picked AS MATERIALIZED (
                SELECT id, channel, account, provider_id, status, correlation_id, error_code, received_at
                FROM delivery_receipt WHERE state = 'received'
                ORDER BY received_at LIMIT :batch FOR UPDATE SKIP LOCKED),
            matched AS MATERIALIZED (
                SELECT p.*, o.id AS outbox_id, delivery_rank(p.status) AS rank
                FROM picked p
                CROSS JOIN LATERAL (
                    SELECT id FROM (
                        SELECT id, 1 AS preference FROM delivery_outbox
                        WHERE correlation_id = p.correlation_id AND channel = p.channel
                        UNION ALL
                        SELECT id, 2 FROM delivery_outbox
                        WHERE account = p.account AND provider_id = p.provider_id) AS candidates
                    ORDER BY preference LIMIT 1) o),
            best AS (
                SELECT DISTINCT ON (outbox_id) outbox_id, status, rank, provider_id, error_code
                FROM matched ORDER BY outbox_id, rank DESC),
            raised AS (
                UPDATE delivery_outbox o
                SET state = b.status, provider_id = coalesce(o.provider_id, b.provider_id), claim_until = NULL,
                    sent_at = coalesce(o.sent_at, now()),
                    error_code = CASE WHEN b.status = 'failed' THEN b.error_code END
                FROM best b
                WHERE o.id = b.outbox_id AND b.rank > delivery_rank(o.state)
                RETURNING o.conversation_id, o.state),
            flagged AS (
                UPDATE conversation v SET needs_staff = coalesce(needs_staff, 'not_delivered')
                FROM raised WHERE v.id = raised.conversation_id AND raised.state = 'failed'),
            applied AS (UPDATE delivery_receipt r SET state = 'applied' FROM matched m WHERE r.id = m.id),
            forgotten AS (
                UPDATE delivery_receipt r SET state = 'unmatched'
                FROM picked p
                WHERE r.id = p.id AND p.received_at < now() - interval '10 minutes'
                  AND NOT EXISTS (SELECT FROM matched m WHERE m.id = p.id))
            SELECT (SELECT count(*) FROM matched) AS matched, set_config('synchronous_commit', 'off', true)
            """;

    private final Jdbi jdbi;
    private final Pollers pollers;

    ReceiptWorker(Jdbi jdbi, Pollers pollers) {
        this.jdbi = jdbi;
        this.pollers = pollers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        int matched = jdbi.withHandle(handle -> handle.createQuery(APPLY)
                .bind("batch", BATCH)
                .map((row, _) -> row.getInt("matched"))
                .one());
        if (matched == 0) {
            return idle();
        }
        pollers.wake(DeliveryWorker.NAME); // a message that waited for an unknown one may go now
        return Duration.ZERO;
    }
}
