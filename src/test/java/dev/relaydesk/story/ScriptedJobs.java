package dev.relaydesk.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.job.Job;
import dev.relaydesk.job.JobEnd;
import dev.relaydesk.job.JobHandler;
import dev.relaydesk.job.JobRun;
import dev.relaydesk.job.JobStep;
import dev.relaydesk.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import org.jdbi.v3.core.Handle;

/** Does jobs of a type that nothing else does, as a story tells it to. */
@ApplicationScoped
class ScriptedJobs implements JobHandler {

    static final String TYPE = "judge";

    /** What is done at the next claim. */
    interface Act {
        JobStep of(JobRun run) throws InterruptedException;
    }

    private final LinkedBlockingDeque<Act> acts = new LinkedBlockingDeque<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    void plays(Act... next) {
        acts.clear();
        seen.clear();
        acts.addAll(List.of(next));
    }

    /** The ends and stops so far. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Problem.Field> faults(JsonNode input) {
        return input.has("prompt") ? List.of() : List.of(new Problem.Field("input.prompt", "must be a text"));
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofHours(1);
    }

    @Override
    public JobStep run(JobRun run) throws InterruptedException {
        return acts.takeFirst().of(run);
    }

    @Override
    public void stopped(JobRun run) {
        seen.add("stopped");
    }

    @Override
    public void ended(Handle transaction, Job job, JobEnd end) {
        seen.add(end.status().wire());
    }
}
