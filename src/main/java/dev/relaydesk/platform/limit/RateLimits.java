package dev.relaydesk.platform.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/**
 * Rate limits shared by all replicas: the generic cell rate algorithm on one row for each key, decided by the database's
 * clock. A refused call changes nothing.
 */
@ApplicationScoped
public class RateLimits {

    /** One row for one limited thing; the row is locked only for this statement. */
    private static final String TAKE = """
            WITH asked AS (
                INSERT INTO platform_rate_limit AS held (key, next_due_at)
                VALUES (:key, clock_timestamp() + :interval * interval '1 microsecond')
                ON CONFLICT (key) DO UPDATE
                SET next_due_at = greatest(held.next_due_at, clock_timestamp()) + :interval * interval '1 microsecond'
                WHERE held.next_due_at <= clock_timestamp() + :tolerance * interval '1 microsecond'
                RETURNING 0::bigint AS wait)
            SELECT wait FROM asked, (SELECT set_config('synchronous_commit', 'off', true)) AS without_flush
            UNION ALL
            SELECT greatest(1, extract(epoch FROM next_due_at - clock_timestamp()) * 1000000 - :tolerance)::bigint
            FROM platform_rate_limit WHERE key = :key AND NOT EXISTS (SELECT FROM asked)
            """;

    private final Jdbi jdbi;

    RateLimits(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Takes one of {@code burst} tokens that come back one each {@code interval}. Not flushed to disk: after a crash of
     * the database a few tokens may be given twice.
     *
     * @return zero when taken, otherwise how long to wait before asking again
     */
    public Duration take(String key, Duration interval, int burst) {
        long micros = interval.toNanos() / 1000;
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("key", key)
                .bind("interval", micros)
                .bind("tolerance", micros * (burst - 1))
                .mapTo(Long.class)
                .findFirst()
                .map(wait -> Duration.ofNanos(wait * 1000))
                .orElse(Duration.ZERO));
    }
}
