package dev.relaydesk.job;

import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Takes jobs that are due, and keeps what was taken. */
@ApplicationScoped
class JobClaims {

    /** The attempt counts from here on: a job that kills its worker is found out (reliability K5). */
    private static final String TAKE = """
            /* job.claim */
            WITH due AS MATERIALIZED (
                SELECT id FROM job
                WHERE type = :type AND due_at <= now() AND (lease_until IS NULL OR lease_until < now())
                ORDER BY priority, due_at, id LIMIT :max
                FOR UPDATE SKIP LOCKED)
            UPDATE job j
            SET status = 'running', attempts = j.attempts + 1, lease_token = j.lease_token + 1, lease_owner = :owner,
                lease_until = now() + :leaseMillis * interval '1 millisecond', started_at = coalesce(j.started_at, now())
            FROM due WHERE j.id = due.id
            RETURNING j.*
            """;

    /** Only what is still held: a lease that another has taken over is not touched. */
    private static final String KEEP = """
            /* job.keep */
            UPDATE job j SET lease_until = now() + :leaseMillis * interval '1 millisecond'
            FROM unnest(:ids, :tokens) AS held (id, token)
            WHERE j.id = held.id AND j.lease_token = held.token AND j.status = 'running'
            RETURNING j.id, j.cancel_asked_at IS NOT NULL AS cancelled, coalesce(j.deadline_at <= now(), false) AS late
            """;

    private static final String ORDERS = """
            /* job.orders */
            SELECT j.id, j.cancel_asked_at IS NOT NULL AS cancelled, coalesce(j.deadline_at <= now(), false) AS late
            FROM unnest(:ids, :tokens) AS held (id, token)
            JOIN job j ON j.id = held.id AND j.lease_token = held.token AND j.status = 'running'
            """;

    /** What the row says about a job that is running here. */
    record Orders(boolean cancelled, boolean late) {}

    private final Jdbi jdbi;
    private final JobRows rows;
    private final JobConfig config;
    private final String owner = TimeOrderedId.next().toString();

    JobClaims(Jdbi jdbi, JobRows rows, JobConfig config) {
        this.jdbi = jdbi;
        this.rows = rows;
        this.config = config;
    }

    List<Job> take(String type, int max) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("type", type)
                .bind("max", max)
                .bind("owner", owner)
                .bind("leaseMillis", config.lease().toMillis())
                .map((row, _) -> rows.job(row))
                .list());
    }

    /** Renews the leases, and says what the rows want; a job that is not in the answer is held by nobody here any more. */
    Map<UUID, Orders> keep(List<Job> held) {
        return ask(KEEP, held);
    }

    /** The same without renewing. */
    Map<UUID, Orders> orders(List<Job> held) {
        return ask(ORDERS, held);
    }

    private Map<UUID, Orders> ask(String question, List<Job> held) {
        return jdbi.withHandle(handle -> handle.createQuery(question)
                .bindArray("ids", UUID.class, held.stream().map(Job::id).toList())
                .bindArray("tokens", Long.class, held.stream().map(Job::token).toList())
                .bind("leaseMillis", config.lease().toMillis())
                .reduceRows(new HashMap<UUID, Orders>(), (found, row) -> {
                    found.put(
                            row.getColumn("id", UUID.class),
                            new Orders(
                                    row.getColumn("cancelled", Boolean.class), row.getColumn("late", Boolean.class)));
                    return found;
                }));
    }
}
