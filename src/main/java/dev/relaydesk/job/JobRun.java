package dev.relaydesk.job;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** One claim of a job: how its handler tells how far it is, and learns that it should stop. */
public final class JobRun {

    /** Somebody else has the job now, or it is over: whatever was found is of no use. */
    public static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken(Job job) {
            super("The claim " + job.token() + " of job " + job.id() + " is void");
        }
    }

    /** Why a job that runs here is to stop. */
    enum Stop {
        NOT_AT_ALL,
        CANCELLED,
        LATE,
        LOST
    }

    private final Job job;
    private final JobLog log;
    private final Thread thread = Thread.currentThread();
    private volatile Stop stop = Stop.NOT_AT_ALL;

    JobRun(Job job, JobLog log) {
        this.job = job;
        this.log = log;
    }

    public Job job() {
        return job;
    }

    /**
     * Tells that a stage has begun.
     *
     * @param percentage of the whole job, 0 to 100
     * @throws Overtaken when the claim does not hold any more
     */
    public void progress(String stage, int percentage, String text) {
        log.progress(job, stage, percentage, text);
    }

    /** Adds a line to the log of the job. */
    public void log(String text) {
        log.line(job, text);
    }

    /**
     * Writes rows of the handler's, if the claim still holds when they are committed.
     *
     * @throws Overtaken when it does not
     */
    public void write(Consumer<Handle> work) {
        log.guarded(job, work);
    }

    Stop stop() {
        return stop;
    }

    /** Heard by the handler as an interruption. */
    void stop(Stop why) {
        if (stop == Stop.NOT_AT_ALL) {
            stop = why;
            thread.interrupt();
        }
    }
}
