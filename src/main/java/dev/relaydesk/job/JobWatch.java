package dev.relaydesk.job;

import dev.relaydesk.platform.poll.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps the leases of what runs here, and stops what is cancelled, late or not ours any more. */
@ApplicationScoped
class JobWatch implements Poller {

    static final String NAME = "job.watch";

    private final JobWorker worker;
    private final JobClaims claims;
    private final JobConfig config;
    private final Clock clock;
    private Instant keepNext = Instant.EPOCH;

    JobWatch(JobWorker worker, JobClaims claims, JobConfig config, Clock clock) {
        this.worker = worker;
        this.claims = claims;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        List<JobRun> running = worker.running();
        if (running.isEmpty()) {
            return idle();
        }
        List<Job> held = running.stream().map(JobRun::job).toList();
        Map<UUID, JobClaims.Orders> orders = isTimeToKeep() ? claims.keep(held) : claims.orders(held);
        for (JobRun run : running) {
            JobClaims.Orders given = orders.get(run.job().id());
            if (given == null) {
                run.stop(JobRun.Stop.LOST);
            } else if (given.cancelled()) {
                run.stop(JobRun.Stop.CANCELLED);
            } else if (given.late()) {
                run.stop(JobRun.Stop.LATE);
            }
        }
        return idle();
    }

    private boolean isTimeToKeep() {
        Instant now = clock.instant();
        if (now.isBefore(keepNext)) {
            return false;
        }
        keepNext = now.plus(config.lease().dividedBy(3));
        return true;
    }
}
