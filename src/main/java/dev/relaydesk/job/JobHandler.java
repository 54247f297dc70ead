package dev.relaydesk.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Does the jobs of one type. */
public interface JobHandler {

    /** As it stands in the row and in the API. */
    String type();

    /** What is wrong with an input; the names of the fields begin with {@code input.}. Empty when it can be worked on. */
    List<Problem.Field> faults(JsonNode input);

    /** How many at once in this process. */
    int concurrency();

    /** After so long from its submission a job has timed out. */
    Duration timeLimit();

    /**
     * Does a step, or all of it. Called again after a crash, from what the rows say. The thread is interrupted when the job
     * is to stop; whatever is thrown then is taken as obeying.
     */
    JobStep run(JobRun run) throws InterruptedException;

    /** The job has been stopped before its end: whatever runs elsewhere is to be stopped too. Outside a transaction. */
    default void stopped(JobRun run) {}

    /** In the transaction that puts an ended job into the queue again: it is to begin anew. */
    default void again(Handle transaction, UUID job) {}

    /** In the transaction that ends the job, before its row is locked: takes the locks that come before it. */
    default void beforeEnd(Handle transaction, Job job) {}

    /** In the transaction that ends the job: what follows from its end. */
    default void ended(Handle transaction, Job job, JobEnd end) {}
}
