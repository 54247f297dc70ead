package dev.relaydesk.delivery;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/**
 * Settles attempts of which nobody knows what became. First a receipt gets its time to tell. Then a bot's text is sent once
 * more, under the same correlation id, while the bot may still speak; an agent's never is. What is still unclear after
 * that goes to staff.
 */
@ApplicationScoped
class UnknownOutcomes implements Poller {

    /** The process that held the claim died, or its answer came too late. */
    private static final String EXPIRE_CLAIMS = """
            /* delivery.expire */
            UPDATE delivery_outbox
            SET state = 'unknown', claim_until = NULL, error_code = 'claim_expired',
                due_at = now() + :evidenceMillis * interval '1 millisecond'
            WHERE state = 'sending' AND claim_until < now()
            """;

    /**
     * Silence only means something while the account's receipts flow. When they stopped altogether, the wait goes on up
     * to the limit; an account that never reports is not waited for twice.
     */
    private static final String DECIDE = """
            /* delivery.decide */
            WITH open AS MATERIALIZED (
                SELECT o.id, o.conversation_id, o.origin, o.resends,
                       o.epoch = c.epoch AND c.mode = 'bot' AS may_speak,
                       a.started_at < now() - :maxMillis * interval '1 millisecond'
                       OR EXISTS (SELECT FROM delivery_receipt r
                                  WHERE r.channel = o.channel AND r.account = o.account AND r.received_at > a.started_at)
                       OR NOT EXISTS (SELECT FROM delivery_receipt r
                                      WHERE r.channel = o.channel AND r.account = o.account
                                        AND r.received_at > now() - interval '24 hours') AS silence_tells
                FROM delivery_outbox o
                JOIN conversation_control c ON c.conversation_id = o.conversation_id
                JOIN delivery_attempt a ON a.outbox_id = o.id AND a.number = o.attempts
                WHERE o.state = 'unknown' AND o.due_at <= now()
                LIMIT 100
                FOR UPDATE OF c, o SKIP LOCKED),
            decided AS (
                UPDATE delivery_outbox o
                SET state = CASE
                        WHEN NOT open.silence_tells THEN 'unknown'
                        WHEN open.resends > 0 OR open.origin = 'agent' THEN 'failed'
                        WHEN open.origin = 'system' OR open.may_speak THEN 'queued'
                        ELSE 'suppressed' END,
                    resends = CASE WHEN open.silence_tells THEN o.resends + 1 ELSE o.resends END,
                    due_at = CASE WHEN open.silence_tells THEN now()
                             ELSE now() + :evidenceMillis * interval '1 millisecond' END
                FROM open WHERE o.id = open.id
                RETURNING o.conversation_id, o.state),
            flagged AS (
                UPDATE conversation v SET needs_staff = coalesce(needs_staff, 'may_have_arrived')
                FROM decided WHERE v.id = decided.conversation_id AND decided.state IN ('failed', 'suppressed'))
            SELECT count(*) FROM decided WHERE state = 'queued'
            """;

    private final Jdbi jdbi;
    private final DeliveryTiming timing;
    private final Pollers pollers;

    UnknownOutcomes(Jdbi jdbi, DeliveryTiming timing, Pollers pollers) {
        this.jdbi = jdbi;
        this.timing = timing;
        this.pollers = pollers;
    }

    @Override
    public String name() {
        return "delivery.unknown";
    }

    @Override
    public Duration pollOnce() {
        int resend = jdbi.withHandle(handle -> {
            handle.createUpdate(EXPIRE_CLAIMS)
                    .bind("evidenceMillis", timing.evidenceWait().toMillis())
                    .execute();
            return handle.createQuery(DECIDE)
                    .bind("evidenceMillis", timing.evidenceWait().toMillis())
                    .bind("maxMillis", timing.evidenceWaitMax().toMillis())
                    .mapTo(Integer.class)
                    .one();
        });
        if (resend > 0) {
            pollers.wake(DeliveryWorker.NAME);
        }
        return idle();
    }
}
