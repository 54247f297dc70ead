package dev.relaydesk.job;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.platform.poll.Slots;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Takes jobs that are due and lets their handlers do them, so many of each type at once. */
@ApplicationScoped
class JobWorker implements Poller {

    static final String NAME = "job";

    private static final Logger LOG = Logger.getLogger(JobWorker.class);

    private final JobHandlers handlers;
    private final JobClaims claims;
    private final JobEnding ending;
    private final JobLog log;
    private final JobConfig config;
    private final Map<String, Slots> slots;
    private final Map<UUID, JobRun> running = new ConcurrentHashMap<>();

    JobWorker(JobHandlers handlers, JobClaims claims, JobEnding ending, JobLog log, JobConfig config, Pollers pollers) {
        this.handlers = handlers;
        this.claims = claims;
        this.ending = ending;
        this.log = log;
        this.config = config;
        this.slots = handlers.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        JobHandler::type, it -> new Slots(it.concurrency(), () -> pollers.wake(NAME))));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        for (JobHandler handler : handlers.all()) {
            Slots free = slots.get(handler.type());
            if (free != null && free.free() > 0) {
                claims.take(handler.type(), free.free())
                        .forEach(job -> free.start("job-" + job.id(), () -> carryOut(handler, job)));
            }
        }
        return idle();
    }

    /** What runs here. */
    List<JobRun> running() {
        return List.copyOf(running.values());
    }

    private void carryOut(JobHandler handler, Job job) {
        var run = new JobRun(job, log);
        JobClaims.Orders orders = claims.orders(List.of(job)).get(job.id());
        if (orders == null) {
            return;
        }
        if (orders.cancelled() || orders.late()) {
            stopped(handler, run, orders.cancelled() ? JobRun.Stop.CANCELLED : JobRun.Stop.LATE);
            return;
        }
        running.put(job.id(), run);
        JobStep step;
        try {
            step = job.attempt() > config.maxAttempts()
                    ? new JobStep.Failed("crashed", "Its worker broke off again and again", false)
                    : handler.run(run);
        } catch (InterruptedException e) {
            step = new JobStep.Failed("interrupted", "It was interrupted", true);
        } catch (JobRun.Overtaken e) {
            LOG.infof("%s", e.getMessage());
            return;
        } catch (RuntimeException e) {
            if (run.stop() == JobRun.Stop.NOT_AT_ALL) {
                LOG.errorf(e, "Job %s of type %s broke off", job.id(), job.type());
            }
            step = new JobStep.Failed("broke_off", e.getClass().getSimpleName(), true);
        } finally {
            running.remove(job.id(), run);
        }
        boolean wasInterrupted = Thread.interrupted();
        LOG.debugf(
                "Job %s, interrupted %s: %s",
                job.id(), wasInterrupted, step.getClass().getSimpleName());
        if (run.stop() == JobRun.Stop.NOT_AT_ALL || step instanceof JobStep.Done) {
            ending.leave(handler, job, step);
        } else {
            stopped(handler, run, run.stop());
        }
    }

    private void stopped(JobHandler handler, JobRun run, JobRun.Stop why) {
        Job job = run.job();
        switch (why) {
            case LOST, NOT_AT_ALL -> LOG.infof("Job %s is done by another worker", job.id());
            case CANCELLED -> {
                stopElsewhere(handler, run);
                ending.end(handler, job, new JobEnd.Cancelled("request"));
            }
            case LATE -> {
                stopElsewhere(handler, run);
                ending.end(handler, job, new JobEnd.TimedOut());
            }
        }
    }

    private static void stopElsewhere(JobHandler handler, JobRun run) {
        try {
            handler.stopped(run);
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "What job %s has started elsewhere could not be stopped",
                    run.job().id());
        }
    }
}
