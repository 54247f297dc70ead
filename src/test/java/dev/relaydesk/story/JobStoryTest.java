package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.relaydesk.job.JobRun;
import dev.relaydesk.job.JobStep;
import dev.relaydesk.testing.ApiTokenResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of work that takes longer than a turn. */
@QuarkusTest
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class JobStoryTest extends FreshStory {

    private static final JobStep.Done DONE =
            new JobStep.Done(JsonNodeFactory.instance.objectNode().put("text", "Written."), new BigDecimal("0.25"));

    @Inject
    ScriptedJobs worker;

    private final ApiCaller caller = new ApiCaller();

    @BeforeEach
    void nothing_waits() {
        story.sql("DELETE FROM job");
    }

    @AfterEach
    void the_caller_goes() {
        caller.close();
    }

    @Test
    void it_is_done_in_steps_and_tells_how_far_it_is() {
        worker.plays(
                run -> {
                    run.progress("outline", 30, "Thinks about it");
                    return new JobStep.Again(Duration.ofMillis(10));
                },
                run -> {
                    run.progress("writing", 80, "Writes");
                    return DONE;
                });
        UUID job = submitted();

        becomes(job, "completed");
        var view = caller.gets("/api/v1/jobs/" + job);
        assertThat(view.at("/result/text")).isEqualTo("Written.");
        assertThat(view.json().path("progress_percentage").asInt()).isEqualTo(100);
        assertThat(view.at("/current_stage")).isEqualTo("writing");
        assertThat(view.json().path("cost_usd").decimalValue()).isEqualByComparingTo("0.25");
        assertThat(told(job)).isEqualTo("1 pending, 2 Thinks about it, 3 Writes, 4 completed");
        assertThat(worker.seen()).containsExactly("completed");
    }

    @Test
    void a_step_that_fails_is_repeated_and_then_given_up() {
        ScriptedJobs.Act fails = _ -> new JobStep.Failed("overloaded", "Try later", true);
        worker.plays(fails, fails, fails);
        UUID job = submitted();

        becomes(job, "failed");
        assertThat(caller.gets("/api/v1/jobs/" + job).at("/error_code")).isEqualTo("overloaded");
        assertThat(told(job)).contains("To be repeated: overloaded: Try later");
        assertThat(worker.seen()).containsExactly("failed");
    }

    @Test
    void what_is_not_worth_repeating_is_not_repeated() {
        worker.plays(_ -> new JobStep.Failed("refused", "No", false));
        UUID job = submitted();

        becomes(job, "failed");
        assertThat(told(job)).isEqualTo("1 pending, 2 failed");
    }

    @Test
    void whoever_cancels_it_interrupts_it() throws InterruptedException {
        var begun = new CountDownLatch(1);
        worker.plays(_ -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return DONE;
        });
        UUID job = submitted();
        begun.await();

        assertThat(caller.deletes("/api/v1/jobs/" + job).status()).isEqualTo(200);

        becomes(job, "cancelled");
        assertThat(worker.seen()).containsExactly("stopped", "cancelled");
        caller.deletes("/api/v1/jobs/" + job).isProblem(409, "conflict");
    }

    @Test
    void it_ends_when_its_time_is_over() throws InterruptedException {
        var begun = new CountDownLatch(1);
        worker.plays(_ -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return DONE;
        });
        UUID job = submitted();
        begun.await();
        story.sql("UPDATE job SET deadline_at = now() WHERE id = ?", job);

        becomes(job, "timed_out");
        assertThat(worker.seen()).containsExactly("stopped", "timed_out");
    }

    @Test
    void a_worker_whose_lease_another_took_over_changes_nothing_any_more() throws InterruptedException {
        var first = new AtomicReference<JobRun>();
        var begun = new CountDownLatch(1);
        worker.plays(
                run -> {
                    first.set(run);
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return DONE;
                },
                _ -> DONE);
        UUID job = submitted();
        begun.await();
        story.sql("UPDATE job SET lease_token = lease_token + 1, lease_until = now() WHERE id = ?", job);

        becomes(job, "completed");
        assertThatThrownBy(() -> first.get().log("Still here")).isInstanceOf(JobRun.Overtaken.class);
        assertThat(worker.seen()).containsExactly("completed");
        assertThat(told(job)).isEqualTo("1 pending, 2 completed");
    }

    @Test
    void a_failed_one_is_done_again_at_somebodys_wish() {
        worker.plays(_ -> new JobStep.Failed("refused", "No", false), _ -> DONE);
        UUID job = submitted();
        becomes(job, "failed");

        assertThat(caller.posts("/api/v1/jobs/" + job + "/retry", "").status()).isEqualTo(200);

        becomes(job, "completed");
        caller.posts("/api/v1/jobs/" + job + "/retry", "").isProblem(409, "conflict");
    }

    @Test
    void a_follower_whose_connection_broke_misses_and_hears_nothing_twice() {
        worker.plays(run -> {
            run.progress("a", 10, "One");
            run.progress("b", 20, "Two");
            return DONE;
        });
        UUID job = submitted();
        becomes(job, "completed");

        assertThat(followed(job, "")).containsExactly("pending", "One", "Two", "completed");
        assertThat(followed(job, "2")).containsExactly("Two", "completed");
        assertThat(followed(job, "4")).isEmpty();
    }

    @Test
    void nonsense_is_refused_by_name() {
        assertThat(caller.posts("/api/v1/jobs", "{\"type\":\"dance\",\"priority\":0,\"input\":[]}")
                        .isProblem(400, "bad-request"))
                .containsExactly("input", "priority", "type");
        assertThat(caller.posts("/api/v1/jobs", "{\"type\":\"judge\",\"input\":{}}")
                        .isProblem(400, "bad-request"))
                .containsExactly("input.prompt");
        caller.gets("/api/v1/jobs/" + UUID.randomUUID()).isProblem(404, "not-found");
        assertThat(caller.gets("/api/v1/jobs?status=lost").isProblem(400, "bad-request"))
                .containsExactly("status");
    }

    private UUID submitted() {
        var answer = caller.posts("/api/v1/jobs", "{\"type\":\"judge\",\"input\":{\"prompt\":\"Write\"}}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(answer.at("/job_id"));
    }

    private void becomes(UUID job, String status) {
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        story.text("SELECT status FROM job WHERE id = ?", job).equals(status));
    }

    private String told(UUID job) {
        return story.text(
                "SELECT string_agg(number || ' ' || text, ', ' ORDER BY number) FROM job_event WHERE job_id = ?", job);
    }

    private List<String> followed(UUID job, String last) {
        return caller.follows("/api/v1/jobs/" + job + "/stream", last).stream()
                .map(heard -> heard.data().path("text").asText())
                .toList();
    }
}
