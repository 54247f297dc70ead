package dev.relaydesk.delivery;

import dev.relaydesk.platform.db.GroupCommit;
import dev.relaydesk.platform.db.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes down what became of an attempt. A receipt may have been faster, so a state is only ever raised; an attempt that
 * was already given up as unknown may still bring its proof.
 */
@ApplicationScoped
class Settlement {

    /** Around each way to settle: the attempt's end, the word to staff, and whether the conversation has more to say. */
    private static final String SETTLE = """
            /* delivery.settle */
            WITH attempt AS (
                UPDATE delivery_attempt
                SET finished_at = clock_timestamp(), outcome = :outcome, error_code = :code, detail = :detail
                WHERE outbox_id = :id AND number = :attempt),
            settled AS (
            %s
            RETURNING conversation_id, state),
            flagged AS (
                UPDATE conversation v SET needs_staff = coalesce(needs_staff, 'not_delivered')
                FROM settled WHERE v.id = settled.conversation_id AND settled.state = 'failed')
            SELECT EXISTS (
                SELECT FROM settled CROSS JOIN LATERAL (
                    SELECT FROM delivery_outbox next
                    WHERE next.conversation_id = settled.conversation_id AND next.state = 'queued' AND next.id > :id
                    LIMIT 1) later)
            """;

    /** The ordinary case, many at a time. Not flushed: if the database loses it in a crash, the receipts tell the same. */
    private static final Sql ACCEPTED = Sql.of("""
            /* delivery.settle */
            WITH given AS (SELECT * FROM unnest(:ids, :attempts, :providerIds) AS g (id, number, provider_id)),
            attempt AS (
                UPDATE delivery_attempt a
                SET finished_at = clock_timestamp(), outcome = 'accepted', provider_id = g.provider_id
                FROM given g WHERE a.outbox_id = g.id AND a.number = g.number),
            settled AS (
                UPDATE delivery_outbox o
                SET provider_id = coalesce(o.provider_id, g.provider_id), claim_until = NULL,
                    state = CASE WHEN o.state IN ('sending', 'unknown', 'queued') THEN 'sent' ELSE o.state END,
                    sent_at = coalesce(o.sent_at, now())
                FROM given g, (SELECT set_config('synchronous_commit', 'off', true)) AS without_flush
                WHERE o.id = g.id
                RETURNING o.id, o.conversation_id)
            SELECT EXISTS (
                SELECT FROM settled CROSS JOIN LATERAL (
                    SELECT FROM delivery_outbox next
                    WHERE next.conversation_id = settled.conversation_id AND next.state = 'queued' AND next.id > settled.id
                    LIMIT 1) later)
            """);

    private static final Sql AGAIN = settling("""
            UPDATE delivery_outbox
            SET state = CASE WHEN refusals + :refusals >= :maxRefusals THEN 'failed' ELSE 'queued' END,
                refusals = refusals + :refusals, claim_until = NULL,
                due_at = now() + :pauseMillis * interval '1 millisecond', error_code = :code, error_detail = :detail
            WHERE id = :id AND state = 'sending' AND attempts = :attempt
            """);

    private static final Sql LOST = settling("""
            UPDATE delivery_outbox
            SET state = 'failed', claim_until = NULL, error_code = :code, error_detail = :detail
            WHERE id = :id AND state = 'sending' AND attempts = :attempt
            """);

    private static final Sql UNCLEAR = settling("""
            UPDATE delivery_outbox
            SET state = 'unknown', claim_until = NULL, due_at = now() + :pauseMillis * interval '1 millisecond',
                error_code = :code, error_detail = :detail
            WHERE id = :id AND state = 'sending' AND attempts = :attempt
            """);

    private static final String STOP_ACCOUNT = """
            INSERT INTO delivery_pause (channel, account, until, code, detail)
            VALUES (:channel, :account, now() + :pauseMillis * interval '1 millisecond', :code, :detail)
            ON CONFLICT (channel, account)
            DO UPDATE SET until = excluded.until, code = excluded.code, detail = excluded.detail, since = now()
            """;

    private static Sql settling(String change) {
        return Sql.of(SETTLE.formatted(change));
    }

    private record Sent(OnTheWay message, String providerId) {}

    private final Jdbi jdbi;
    private final DeliveryTiming timing;
    private final GroupCommit<Sent, Boolean> accepted = new GroupCommit<>(this::settleTogether);

    Settlement(Jdbi jdbi, DeliveryTiming timing) {
        this.jdbi = jdbi;
        this.timing = timing;
    }

    /** Returns whether the conversation has another message that may go now. */
    boolean settle(OnTheWay sent, SendResult result) {
        return switch (result) {
            case SendResult.Accepted(String providerId) -> accepted.submit(new Sent(sent, providerId));
            case SendResult.TryLater(Duration after, String code, String detail) -> {
                // Our own pace is not the provider's refusal and is not held against the message.
                int refusals = code.equals(DeliveryWorker.ACCOUNT_PACE) ? 0 : 1;
                yield write(AGAIN, sent, "refused", refusals, code, detail, after);
            }
            case SendResult.AccountStopped(Duration pause, String code, String detail) -> {
                stop(sent, pause, code, detail);
                yield write(AGAIN, sent, "account_stopped", 0, code, detail, Duration.ZERO);
            }
            case SendResult.Rejected(String code, String detail) ->
                write(LOST, sent, "rejected", 0, code, detail, Duration.ZERO);
            case SendResult.Unknown(String code, String detail) ->
                write(UNCLEAR, sent, "unknown", 0, code, detail, timing.evidenceWait());
        };
    }

    /** One answer for all: whether any of their conversations has more to say. */
    private List<Boolean> settleTogether(List<Sent> sent) {
        List<Sent> inOrder = sent.stream()
                .sorted(Comparator.comparingLong(it -> it.message().outboxId()))
                .toList();
        boolean more = jdbi.withHandle(handle -> ACCEPTED.on(handle)
                .bindEach("ids", Long.class, inOrder, it -> it.message().outboxId())
                .bindEach(
                        "attempts",
                        Integer.class,
                        inOrder,
                        it -> it.message().message().attempt())
                .bindEach("providerIds", String.class, inOrder, Sent::providerId)
                .list(row -> row.getBoolean(1))
                .getFirst());
        return Collections.nCopies(sent.size(), more);
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

    private boolean write(
            Sql sql, OnTheWay sent, String outcome, int refusals, String code, String detail, Duration pause) {
        return jdbi.withHandle(handle -> sql.on(handle)
                .bind("id", sent.outboxId())
                .bind("attempt", sent.message().attempt())
                .bind("outcome", outcome)
                .bind("refusals", refusals)
                .bind("maxRefusals", timing.maxAttempts())
                .bind("code", code)
                .bind("detail", detail)
                .bind("pauseMillis", pause.toMillis())
                .list(row -> row.getBoolean(1))
                .getFirst());
    }
}
