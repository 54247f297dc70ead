package dev.relaydesk.job;

import dev.relaydesk.platform.db.Storable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The progress log. Each line is numbered under the lock of its job's row. */
@ApplicationScoped
class JobLog {

    private static final int LONGEST = 2_000;

    private final Jdbi jdbi;
    private final JobNews news;

    JobLog(Jdbi jdbi, JobNews news) {
        this.jdbi = jdbi;
        this.news = news;
    }

    void progress(Job job, String stage, int percentage, String text) {
        guarded(job, transaction -> {
            transaction
                    .createUpdate("UPDATE job SET current_stage = :stage, progress = :percentage WHERE id = :id")
                    .bind("id", job.id())
                    .bind("stage", stage)
                    .bind("percentage", percentage)
                    .execute();
            append(transaction, job.id(), "progress", stage, percentage, text);
        });
        news.wake();
    }

    void line(Job job, String text) {
        guarded(job, transaction -> append(transaction, job.id(), "log", null, null, text));
        news.wake();
    }

    /** Does something while the claim holds. */
    void guarded(Job job, Consumer<Handle> work) {
        jdbi.useTransaction(transaction -> {
            if (!holds(transaction, job)) {
                throw new JobRun.Overtaken(job);
            }
            work.accept(transaction);
        });
    }

    /** Locks the job's row; false when the claim is not the last one, or the job has ended. */
    static boolean holds(Handle transaction, Job job) {
        return transaction
                .createQuery(
                        "SELECT 1 FROM job WHERE id = :id AND lease_token = :token AND status = 'running' FOR UPDATE")
                .bind("id", job.id())
                .bind("token", job.token())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** The caller holds the job's row, or takes it here. */
    static void append(
            Handle transaction,
            UUID job,
            String kind,
            @Nullable String stage,
            @Nullable Integer percentage,
            String text) {
        transaction
                .createUpdate("""
                        /* job.log */
                        WITH numbered AS (UPDATE job SET events = events + 1 WHERE id = :id RETURNING events)
                        INSERT INTO job_event (job_id, number, kind, stage, percentage, text)
                        SELECT :id, events, :kind, :stage, :percentage, left(:text, :longest) FROM numbered
                        """)
                .bind("id", job)
                .bind("kind", kind)
                .bind("stage", stage)
                .bind("percentage", percentage)
                .bind("text", Storable.text(text))
                .bind("longest", LONGEST)
                .execute();
    }
}
