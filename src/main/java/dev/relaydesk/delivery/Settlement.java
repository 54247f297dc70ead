package dev.relaydesk.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what became of an attempt. A receipt may have been faster, so a state is only ever raised; an attempt that
 * was already given up as unknown may still bring its proof.
 */
@ApplicationScoped
class Settlement {

    private static final String SETTLE = """
            /* delivery.settle */
            WITH attempt AS (
                UPDATE delivery_attempt
                SET finished_at = clock_timestamp(), outcome = :outcome, provider_id = :providerId,
                    error_code = :code, detail = :detail
                WHERE outbox_id = :id AND number = :attempt)
            """;

    private static final String ACCEPTED = SETTLE + """
            UPDATE delivery_outbox
            SET provider_id = coalesce(provider_id, :providerId), claim_until = NULL,
                state = CASE WHEN state IN ('sending', 'unknown', 'queued') THEN 'sent' ELSE state END,
                sent_at = coalesce(sent_at, now())
            WHERE id = :id
            """;

    private static final String AGAIN = SETTLE + """
            UPDATE delivery_outbox
            SET state = 'queued', claim_until = NULL, due_at = now() + :pauseMillis * interval '1 millisecond',
                error_code = :code, error_detail = :detail
            WHERE id = :id AND state = 'sending' AND attempts = :attempt
            """;

    private static final String LOST = SETTLE + """
            , lost AS (
                UPDATE delivery_outbox
                SET state = 'failed', claim_until = NULL, error_code = :code, error_detail = :detail
                WHERE id = :id AND state = 'sending' AND attempts = :attempt
                RETURNING conversation_id)
            UPDATE conversation v SET needs_staff = coalesce(needs_staff, 'not_delivered')
            FROM lost WHERE v.id = lost.conversation_id
            """;

    private static final String UNCLEAR = SETTLE + """
            UPDATE delivery_outbox
            SET state = 'unknown', claim_until = NULL, due_at = now() + :pauseMillis * interval '1 millisecond',
                error_code = :code, error_detail = :detail
            WHERE id = :id AND state = 'sending' AND attempts = :attempt
            """;

    private static final String STOP_ACCOUNT = """
            INSERT INTO delivery_pause (channel, account, until, code, detail)
            VALUES (:channel, :account, now() + :pauseMillis * interval '1 millisecond', :code, :detail)
            ON CONFLICT (channel, account)
            DO UPDATE SET until = excluded.until, code = excluded.code, detail = excluded.detail, since = now()
            """;

    private final Jdbi jdbi;
    private final DeliveryTiming timing;

    Settlement(Jdbi jdbi, DeliveryTiming timing) {
        this.jdbi = jdbi;
        this.timing = timing;
    }

    void settle(OnTheWay sent, SendResult result) {
        switch (result) {
            case SendResult.Accepted(String providerId) ->
                write(ACCEPTED, sent, "accepted", providerId, null, null, Duration.ZERO);
            case SendResult.TryLater(Duration after, String code, String detail) -> {
                boolean paced = code.equals(DeliveryWorker.PACED);
                boolean again = paced || refusals(sent) + 1 < timing.maxAttempts();
                write(again ? AGAIN : LOST, sent, paced ? "paced" : "refused", null, code, detail, after);
            }
            case SendResult.AccountStopped(Duration pause, String code, String detail) -> {
                stop(sent, pause, code, detail);
                write(AGAIN, sent, "account_stopped", null, code, detail, Duration.ZERO);
            }
            case SendResult.Rejected(String code, String detail) ->
                write(LOST, sent, "rejected", null, code, detail, Duration.ZERO);
            case SendResult.Unknown(String code, String detail) ->
                write(UNCLEAR, sent, "unknown", null, code, detail, timing.evidenceWait());
        }
    }

    /** Waiting for our own pace, or for an account that was stopped, is not the message's fault. */
    private int refusals(OnTheWay sent) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM delivery_attempt WHERE outbox_id = :id AND outcome = 'refused'")
                .bind("id", sent.outboxId())
                .mapTo(Integer.class)
                .one());
    }

    private void stop(OnTheWay sent, Duration pause, String code, String detail) {
        jdbi.useHandle(handle -> handle.createUpdate(STOP_ACCOUNT)
                .bind("channel", sent.channel())
                .bind("account", sent.message().account())
                .bind("pauseMillis", pause.toMillis())
                .bind("code", code)
                .bind("detail", detail)
                .execute());
    }

    private void write(
            String sql,
            OnTheWay sent,
            String outcome,
            @Nullable String providerId,
            @Nullable String code,
            @Nullable String detail,
            Duration pause) {
        jdbi.useHandle(handle -> handle.createUpdate(sql)
                .bind("id", sent.outboxId())
                .bind("attempt", sent.message().attempt())
                .bind("outcome", outcome)
                .bind("providerId", providerId)
                .bind("code", code)
                .bind("detail", detail)
                .bind("pauseMillis", pause.toMillis())
                .execute());
    }
}
