package dev.relaydesk.job;

import dev.relaydesk.platform.db.Storable;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Writes down how a claim was left, if it still holds. An end and what follows from it are one transaction. */
@ApplicationScoped
class JobEnding {

    private static final Logger LOG = Logger.getLogger(JobEnding.class);

    private static final String END = """
            /* job.end */
            UPDATE job
            SET status = :status, due_at = NULL, lease_until = NULL, completed_at = now(),
                result = coalesce(cast(:result AS jsonb), result), cost_usd = greatest(cost_usd, :cost),
                error_code = :code, error_message = left(:message, 2000),
                progress = CASE WHEN :status = 'completed' THEN 100 ELSE progress END
            WHERE id = :id AND status IN ('pending', 'running')
            """;

    private final Jdbi jdbi;
    private final JobConfig config;
    private final JobNews news;

    JobEnding(Jdbi jdbi, JobConfig config, JobNews news) {
        this.jdbi = jdbi;
        this.config = config;
        this.news = news;
    }

    void leave(JobHandler handler, Job job, JobStep step) {
        switch (step) {
            case JobStep.Done(var result, var cost) -> end(handler, job, new JobEnd.Completed(result, cost));
            case JobStep.Again(Duration after) -> again(job, after, true, "");
            case JobStep.Failed(String code, String message, boolean worthRepeating) -> {
                if (worthRepeating && job.attempt() < config.maxAttempts()) {
                    again(job, backoff(job.attempt()), false, code + ": " + message);
                } else {
                    end(handler, job, new JobEnd.Failed(code, message));
                }
            }
        }
    }

    /** Does nothing when the claim does not hold any more. */
    void end(JobHandler handler, Job job, JobEnd end) {
        boolean ended = jdbi.inTransaction(transaction -> {
            handler.beforeEnd(transaction, job);
            boolean holds = JobLog.holds(transaction, job);
            if (holds) {
                write(transaction, handler, job, end);
            }
            return holds;
        });
        LOG.infof(
                "Job %s of type %s: %s",
                job.id(), job.type(), ended ? end.status().wire() : "lost to another worker");
        news.wake();
    }

    /** The caller holds the job's row. */
    static void write(Handle transaction, JobHandler handler, Job job, JobEnd end) {
        var update = transaction
                .createUpdate(END)
                .bind("id", job.id())
                .bind("status", end.status().wire());
        switch (end) {
            case JobEnd.Completed(var result, var cost) ->
                update.bind("result", Storable.json(result))
                        .bind("cost", cost)
                        .bindNull("code", Types.VARCHAR)
                        .bindNull("message", Types.VARCHAR);
            case JobEnd.Failed(String code, String message) -> bind(update, code, message);
            case JobEnd.Cancelled(String by) -> bind(update, "cancelled", "Cancelled by " + by);
            case JobEnd.TimedOut() -> bind(update, "timed_out", "It took longer than it may");
        }
        update.execute();
        JobLog.append(transaction, job.id(), "status", null, null, end.status().wire());
        handler.ended(transaction, job, end);
    }

    private static void bind(Update update, String code, String message) {
        update.bindNull("result", Types.VARCHAR)
                .bind("cost", BigDecimal.ZERO)
                .bind("code", code)
                .bind("message", Storable.text(message));
    }

    private void again(Job job, Duration after, boolean finished, String trouble) {
        jdbi.useTransaction(transaction -> {
            if (!JobLog.holds(transaction, job)) {
                return;
            }
            transaction
                    .createUpdate("""
                            /* job.again */
                            UPDATE job
                            SET lease_until = NULL, attempts = CASE WHEN :finished THEN 0 ELSE attempts END,
                                due_at = least(now() + :afterMillis * interval '1 millisecond',
                                               CASE WHEN cancel_asked_at IS NULL THEN deadline_at ELSE now() END)
                            WHERE id = :id
                            """)
                    .bind("id", job.id())
                    .bind("finished", finished)
                    .bind("afterMillis", after.toMillis())
                    .execute();
            if (!trouble.isEmpty()) {
                JobLog.append(transaction, job.id(), "log", null, null, "To be repeated: " + trouble);
            }
        });
        news.wake();
    }

    /** Equal jitter: between half of the pause and all of it. */
    private Duration backoff(int attempt) {
        List<Duration> pauses = config.backoff();
        long millis = pauses.get(Math.min(attempt, pauses.size()) - 1).toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
