package dev.relaydesk.job;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who follow a job what was written to its log, whichever replica wrote it. All followers of this process
 * share one look at the database; while nobody follows there is none.
 */
@ApplicationScoped
class JobNews implements Poller {

    private static final String NAME = "job.news";
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final String NEW = """
            /* job.news */
            SELECT e.* FROM unnest(:jobs, :after) AS followed (job_id, number)
            CROSS JOIN LATERAL (
                SELECT * FROM job_event e WHERE e.job_id = followed.job_id AND e.number > followed.number
                ORDER BY e.number LIMIT 1000) e
            """;

    private static final String SINCE = """
            SELECT * FROM job_event WHERE job_id = :job AND number > :after ORDER BY number LIMIT :most
            """;

    /** One who follows a job; hears each event once and in order. */
    final class Follower implements AutoCloseable {
        private final UUID job;
        private final Consumer<JobEvent> ear;
        private int heard;

        private Follower(UUID job, int heard, Consumer<JobEvent> ear) {
            this.job = job;
            this.heard = heard;
            this.ear = ear;
        }

        private synchronized void hear(JobEvent event) {
            if (event.number() == heard + 1) {
                heard = event.number();
                ear.accept(event);
            }
        }

        private synchronized int heard() {
            return heard;
        }

        @Override
        public void close() {
            followers.computeIfPresent(job, (_, all) -> without(all));
        }

        private @Nullable List<Follower> without(List<Follower> all) {
            List<Follower> others = all.stream().filter(it -> it != this).toList();
            return others.isEmpty() ? null : others;
        }
    }

    private final Jdbi jdbi;
    private final Pollers pollers;
    private final Map<UUID, List<Follower>> followers = new ConcurrentHashMap<>();

    JobNews(Jdbi jdbi, Pollers pollers) {
        this.jdbi = jdbi;
        this.pollers = pollers;
    }

    /** Follows a job from an event on; 0 is before the first. The ear must not block. */
    Follower follow(UUID job, int after, Consumer<JobEvent> ear) {
        var follower = new Follower(job, after, ear);
        followers.merge(job, List.of(follower), (all, one) -> {
            var more = new ArrayList<>(all);
            more.addAll(one);
            return List.copyOf(more);
        });
        wake();
        return follower;
    }

    /** What was written since. */
    List<JobEvent> since(UUID job, int after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(SINCE)
                .bind("job", job)
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> JobEvent.of(row))
                .list());
    }

    /** Something was written here. */
    void wake() {
        if (!followers.isEmpty()) {
            pollers.wake(NAME);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration idle() {
        return LOOK;
    }

    @Override
    public Duration pollOnce() {
        Map<UUID, Integer> heard = followers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        it -> it.getValue().stream()
                                .mapToInt(Follower::heard)
                                .min()
                                .orElse(0)));
        if (heard.isEmpty()) {
            return idle();
        }
        List<UUID> jobs = List.copyOf(heard.keySet());
        List<JobEvent> news = jdbi.withHandle(handle -> handle.createQuery(NEW)
                .bindArray("jobs", UUID.class, jobs)
                .bindArray("after", Integer.class, jobs.stream().map(heard::get).toList())
                .map((row, _) -> JobEvent.of(row))
                .list());
        for (JobEvent event : news) {
            followers.getOrDefault(event.job(), List.of()).forEach(follower -> follower.hear(event));
        }
        return idle();
    }
}
