package dev.relaydesk.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.db.Storable;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes in work that takes longer than a turn, and changes its fate. */
@ApplicationScoped
public class Jobs {

    private static final String SUBMIT = """
            /* job.submit */
            WITH submitted AS (
                INSERT INTO job (id, type, input, conversation_id, idempotency_key, priority, created_by, deadline_at, events)
                VALUES (:id, :type, cast(:input AS jsonb), cast(:conversation AS uuid), :key, :priority, :by,
                        now() + :limitMillis * interval '1 millisecond', 1)
                ON CONFLICT (idempotency_key) DO NOTHING
                RETURNING id),
            logged AS (
                INSERT INTO job_event (job_id, number, kind, text) SELECT id, 1, 'status', 'pending' FROM submitted)
            SELECT id FROM submitted
            UNION ALL
            SELECT id FROM job WHERE idempotency_key = :key AND NOT EXISTS (SELECT FROM submitted)
            """;

    private static final String AGAIN = """
            /* job.retry */
            UPDATE job
            SET status = 'pending', due_at = now(), attempts = 0, progress = 0, current_stage = NULL, result = NULL,
                error_code = NULL, error_message = NULL, cancel_asked_at = NULL, cancel_asked_by = NULL,
                started_at = NULL, completed_at = NULL, deadline_at = now() + :limitMillis * interval '1 millisecond'
            WHERE id = :id
            """;

    /**
     * A job to be done.
     *
     * @param conversation that waits for it; null for nobody
     * @param key under which it is put in once; null for each time
     * @param priority 1, the first, to 9
     */
    public record NewJob(
            String type,
            JsonNode input,
            @Nullable UUID conversation,
            @Nullable String key,
            int priority,
            String by) {}

    private record Standing(String type, JobStatus status) {}

    private final Jdbi jdbi;
    private final JobHandlers handlers;
    private final JobRows rows;
    private final JobNews news;
    private final Pollers pollers;

    Jobs(Jdbi jdbi, JobHandlers handlers, JobRows rows, JobNews news, Pollers pollers) {
        this.jdbi = jdbi;
        this.handlers = handlers;
        this.rows = rows;
        this.news = news;
        this.pollers = pollers;
    }

    /** Puts a job into the queue. Returns its id, which is the first one's for a known key. */
    public UUID submit(NewJob job) {
        return jdbi.inTransaction(transaction -> submit(transaction, job));
    }

    /** Puts a job into the queue in the caller's transaction. Returns its id, which is the first one's for a known key. */
    public UUID submit(Handle transaction, NewJob job) {
        JobHandler handler = handlerOf(job.type());
        transaction.afterCommit(() -> pollers.wake(JobWorker.NAME));
        return transaction
                .createQuery(SUBMIT)
                .bind("id", TimeOrderedId.next())
                .bind("type", job.type())
                .bind("input", Storable.json(job.input()))
                .bind("conversation", job.conversation())
                .bind("key", job.key())
                .bind("priority", job.priority())
                .bind("by", job.by())
                .bind("limitMillis", handler.timeLimit().toMillis())
                .mapTo(UUID.class)
                .one();
    }

    /**
     * Stops a job: at once while nobody works on it, otherwise within seconds.
     *
     * @throws Refusal when there is no such job, or it has ended
     */
    public void cancel(UUID id, String by) {
        jdbi.useTransaction(transaction -> cancel(transaction, id, by));
    }

    /** The same in the caller's transaction. */
    public void cancel(Handle transaction, UUID id, String by) {
        Standing job = lock(transaction, id);
        if (job.status().isOver()) {
            throw new Refusal(
                    ProblemType.CONFLICT,
                    "Job %s has ended: %s".formatted(id, job.status().wire()));
        }
        transaction.createUpdate("""
                        UPDATE job SET cancel_asked_at = coalesce(cancel_asked_at, now()), due_at = least(due_at, now()),
                                       cancel_asked_by = coalesce(cancel_asked_by, :by)
                        WHERE id = :id
                        """).bind("id", id).bind("by", by).execute();
        if (job.status() == JobStatus.PENDING) {
            JobEnding.write(transaction, handlerOf(job.type()), read(transaction, id), new JobEnd.Cancelled(by));
        }
        transaction.afterCommit(this::told);
    }

    /**
     * Has a job done again that did not come to a good end.
     *
     * @throws Refusal when there is no such job, or it did, or has not ended
     */
    public void retry(UUID id, String by) {
        jdbi.useTransaction(transaction -> {
            Standing job = lock(transaction, id);
            if (!job.status().isOver() || job.status() == JobStatus.COMPLETED) {
                throw new Refusal(
                        ProblemType.CONFLICT,
                        "Only a job that failed, timed out or was cancelled can be done again; this one is "
                                + job.status().wire());
            }
            JobHandler handler = handlerOf(job.type());
            transaction
                    .createUpdate(AGAIN)
                    .bind("id", id)
                    .bind("limitMillis", handler.timeLimit().toMillis())
                    .execute();
            handler.again(transaction, id);
            JobLog.append(transaction, id, "status", null, null, JobStatus.PENDING.wire());
            JobLog.append(transaction, id, "log", null, null, "Done again at the wish of " + by);
            transaction.afterCommit(this::told);
        });
    }

    /**
     * Changes which jobs come first.
     *
     * @param priority 1, the first, to 9
     * @throws Refusal when there is no such job, or it has ended
     */
    public void reprioritise(UUID id, int priority) {
        jdbi.useTransaction(transaction -> {
            if (lock(transaction, id).status().isOver()) {
                throw new Refusal(ProblemType.CONFLICT, "Job %s has ended".formatted(id));
            }
            transaction.execute("UPDATE job SET priority = ? WHERE id = ?", priority, id);
        });
    }

    private void told() {
        pollers.wake(JobWorker.NAME);
        pollers.wake(JobWatch.NAME);
        news.wake();
    }

    private JobHandler handlerOf(String type) {
        return handlers.of(type)
                .orElseThrow(() -> new Refusal(ProblemType.BAD_REQUEST, "There are no jobs of type " + type));
    }

    private Job read(Handle transaction, UUID id) {
        return transaction
                .createQuery("SELECT * FROM job WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> rows.job(row))
                .one();
    }

    private static Standing lock(Handle transaction, UUID id) {
        return transaction
                .createQuery("SELECT type, status FROM job WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> new Standing(row.getString("type"), JobStatus.of(row.getString("status"))))
                .findOne()
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no job " + id));
    }
}
