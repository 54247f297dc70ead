package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.handoff.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets one colleague be told of requests at most once in a time, over all replicas: what comes meanwhile waits and goes out
 * together. Meta blocks a pair of numbers for minutes when they are sent one by one.
 */
@ApplicationScoped
class StaffQueue {

    /** More than fit into a message are only counted in it; this only bounds the work. */
    private static final int MOST_TOGETHER = 50;
    /** Outlives one send, which ends before nine seconds. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    private static final Duration KEPT = Duration.ofDays(7);

    /** What is to be done about a request now. */
    sealed interface Turn {

        /** It goes out with these; its own is the first, then the longest waiting. */
        record Now(List<Waiting> together) implements Turn {}

        record Later(Duration after) implements Turn {}

        /** It went out with another. */
        record Done(String providerId) implements Turn {}
    }

    /** A request that waits to be told. */
    record Waiting(UUID notice, UUID handoff, String line) {}

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration interval;

    StaffQueue(Jdbi jdbi, WhatsAppConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.interval = config.pairInterval();
    }

    /** Enters a request, and says whether it may go now. Whoever is told {@link Turn.Now} reports how that ended. */
    Turn next(String account, Notice notice, String line) {
        return jdbi.inTransaction(transaction -> {
            Instant now = clock.instant();
            Instant nextAt = lockColleague(transaction, account, notice.recipient());
            Optional<String> sent = enter(transaction, account, notice, line, now);
            if (sent.isPresent()) {
                return new Turn.Done(sent.get());
            }
            if (nextAt.isAfter(now)) {
                return new Turn.Later(Duration.between(now, nextAt));
            }
            List<Waiting> together = waiting(transaction, account, notice, now);
            bindTogether(transaction, notice, together);
            mayNextAt(transaction, account, notice.recipient(), now.plus(CLAIM));
            return new Turn.Now(together);
        });
    }

    /** The message was taken, with all that went in it. */
    void sent(String account, Notice notice, String providerId) {
        jdbi.useTransaction(transaction -> {
            transaction
                    .createUpdate("""
                            /* whatsapp.staff_sent */
                            UPDATE channel_whatsapp_staff_request SET provider_id = :providerId || suffix
                            WHERE sent_with = :notice AND provider_id IS NULL
                            """)
                    .bind("providerId", providerId)
                    .bind("notice", notice.id())
                    .execute();
            mayNextAt(transaction, account, notice.recipient(), clock.instant().plus(interval));
        });
    }

    /** The message was not taken, or nobody knows: what went in it waits for another. */
    void notSent(String account, Notice notice, boolean forgotten) {
        jdbi.useTransaction(transaction -> {
            if (forgotten) {
                transaction
                        .createUpdate("DELETE FROM channel_whatsapp_staff_request WHERE notice_id = :notice")
                        .bind("notice", notice.id())
                        .execute();
            }
            mayNextAt(transaction, account, notice.recipient(), clock.instant().plus(interval));
        });
    }

    private static Instant lockColleague(Handle transaction, String account, String number) {
        transaction
                .createUpdate("""
                        INSERT INTO channel_whatsapp_staff (account, number) VALUES (:account, :number)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("account", account)
                .bind("number", number)
                .execute();
        return transaction
                .createQuery("""
                        SELECT greatest(next_at, 'epoch') AS next_at FROM channel_whatsapp_staff
                        WHERE account = :account AND number = :number FOR UPDATE
                        """)
                .bind("account", account)
                .bind("number", number)
                .mapTo(Timestamp.class)
                .one()
                .toInstant();
    }

    /** The provider's id when it went out with another. */
    private static Optional<String> enter(Handle transaction, String account, Notice notice, String line, Instant now) {
        transaction
                .createUpdate("""
                        DELETE FROM channel_whatsapp_staff_request
                        WHERE account = :account AND number = :number AND created_at < :old
                        """)
                .bind("account", account)
                .bind("number", notice.recipient())
                .bind("old", now.minus(KEPT))
                .execute();
        return transaction
                .createQuery("""
                        /* whatsapp.staff_enter */
                        INSERT INTO channel_whatsapp_staff_request AS r (notice_id, account, number, handoff_id, line, created_at)
                        VALUES (:notice, :account, :number, :handoff, :line, :now)
                        ON CONFLICT (notice_id) DO UPDATE SET line = excluded.line
                        RETURNING r.provider_id
                        """)
                .bind("notice", notice.id())
                .bind("account", account)
                .bind("number", notice.recipient())
                .bind("handoff", notice.card().handoff())
                .bind("line", line)
                .bind("now", now)
                .map((row, _) -> Optional.ofNullable(row.getString("provider_id")))
                .one();
    }

    /** Those of handoffs that still wait; another one's worker has not yet seen that its own was taken. */
    private static List<Waiting> waiting(Handle transaction, String account, Notice notice, Instant now) {
        return transaction
                .createQuery("""
                        /* whatsapp.staff_waiting */
                        SELECT r.notice_id, r.handoff_id, r.line
                        FROM channel_whatsapp_staff_request r
                        WHERE r.account = :account AND r.number = :number AND r.provider_id IS NULL
                          AND (r.notice_id = :notice OR r.created_at > :fresh
                               AND EXISTS (SELECT FROM handoff h WHERE h.id = r.handoff_id AND h.state = 'waiting'))
                        ORDER BY r.notice_id <> :notice, r.created_at, r.notice_id
                        LIMIT :most
                        """)
                .bind("account", account)
                .bind("number", notice.recipient())
                .bind("notice", notice.id())
                .bind("fresh", now.minus(Duration.ofHours(1)))
                .bind("most", MOST_TOGETHER)
                .map((row, _) -> waiting(row))
                .list();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getObject("notice_id", UUID.class), row.getObject("handoff_id", UUID.class), row.getString("line"));
    }

    /** Of several in one message each goes by an id of its own: a reply to it must not reach the wrong customer. */
    private static void bindTogether(Handle transaction, Notice lead, List<Waiting> together) {
        var batch = transaction.prepareBatch("""
                /* whatsapp.staff_together */
                UPDATE channel_whatsapp_staff_request SET sent_with = :lead, suffix = :suffix WHERE notice_id = :notice
                """);
        for (int i = 0; i < together.size(); i++) {
            batch.bind("lead", lead.id())
                    .bind("suffix", together.size() == 1 ? "" : "#" + (i + 1))
                    .bind("notice", together.get(i).notice())
                    .add();
        }
        batch.execute();
    }

    private static void mayNextAt(Handle transaction, String account, String number, Instant at) {
        transaction
                .createUpdate("""
                        UPDATE channel_whatsapp_staff SET next_at = :at WHERE account = :account AND number = :number
                        """)
                .bind("at", at)
                .bind("account", account)
                .bind("number", number)
                .execute();
    }
}
