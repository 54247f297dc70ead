package dev.relaydesk.research.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Again;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.remote.Bench;
import dev.relaydesk.research.engine.remote.RecordedRun;
import dev.relaydesk.research.engine.remote.RemoteRuns;
import dev.relaydesk.research.engine.remote.TestConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submits that are refused, or whose answer is never heard. The API has neither a key against doubles nor a list. */
class AgentSubmitTest {

    private final Bench bench = Bench.open();
    private final AgentEngine engine = engine(bench.config);

    @AfterEach
    void close() {
        bench.close();
    }

    private AgentEngine engine(TestConfig config) {
        return new AgentEngine(bench.client(config), config, bench.pace(), bench.clock);
    }

    private RecordedRun run(String question) {
        return RecordedRun.of(question, bench.clock);
    }

    @Test
    void a_submit_without_an_answer_is_repeated_once_after_a_minute() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-dropped");

        EngineStep first = engine.step(run);
        bench.report(engine, run);

        assertThat(first).isEqualTo(new Again(Duration.ofSeconds(60)));
        assertThat(bench.simulator.begun()).as("one is an orphan").isEqualTo(2);
    }

    @Test
    void there_is_no_third_submit() throws InterruptedException {
        EngineStep step = bench.untilOver(engine, run("Lamps? #research-dropped-always"));

        assertThat(step).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("submit_lost");
            assertThat(failed.retry()).isFalse();
        });
        assertThat(bench.simulator.begun()).isEqualTo(2);
    }

    @Test
    void a_failure_of_the_edge_may_have_let_the_submit_through() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-500");

        EngineStep first = engine.step(run);

        assertThat(first).isEqualTo(new Again(Duration.ofSeconds(60)));
        assertThat(run.submittingSince()).isPresent();
        assertThat(bench.report(engine, run).keyFindings()).isNotEmpty();
    }

    @Test
    void who_died_while_submitting_is_waited_for() throws InterruptedException {
        RecordedRun run = run("Which lamps?");
        run.submitting();
        bench.clock.pass(Duration.ofSeconds(20));

        EngineStep step = engine.step(run);

        assertThat(step).isEqualTo(new Again(Duration.ofSeconds(40)));
        assertThat(bench.simulator.calls()).isEmpty();
    }

    @Test
    void who_died_again_while_submitting_again_does_not_submit() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-dropped-always");
        engine.step(run);
        bench.clock.pass(Duration.ofSeconds(61));
        engine.step(run);
        bench.clock.pass(Duration.ofSeconds(61));

        EngineStep step = engine(bench.config).step(run);

        assertThat(step).isInstanceOf(Failed.class);
        assertThat(bench.simulator.begun()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#research-429", "#research-429-untold"})
    void a_busy_api_is_asked_again_later_and_nothing_runs_twice(String marker) throws InterruptedException {
        RecordedRun run = run("Lamps? " + marker);

        EngineStep first = engine.step(run);

        assertThat(first).isInstanceOf(Again.class);
        assertThat(run.submittingSince()).isEmpty();
        assertThat(bench.report(engine, run).keyFindings()).isNotEmpty();
        assertThat(bench.simulator.begun()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"#research-quota, quota", "#research-retired, retired"})
    void what_time_does_not_heal_is_left_to_the_next_engine(String marker, String code) throws InterruptedException {
        RecordedRun run = run("Lamps? " + marker);

        EngineStep step = engine.step(run);

        assertThat(step).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.retry()).isFalse();
        });
        assertThat(run.submittingSince()).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_and_not_shown() throws InterruptedException {
        EngineStep step =
                engine(TestConfig.at(bench.simulator.baseUrl(), "pplx-wrong")).step(run("Which lamps?"));

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("unauthorized"));
        assertThat(step.toString()).doesNotContain("pplx-wrong");
    }

    @Test
    void an_api_that_is_not_reached_is_given_up_after_eight_tries() throws InterruptedException {
        AgentEngine nowhere = engine(TestConfig.at(URI.create("http://127.0.0.1:1"), "key"));
        RecordedRun run = run("Which lamps?");

        EngineStep step = bench.untilOver(nowhere, run);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("unreachable"));
        assertThat(run.history.stream().filter("not submitted"::equals)).hasSize(8);
        assertThat(run.submittingSince()).isEmpty();
    }

    @Test
    void the_id_is_written_down_even_if_the_job_was_just_stopped() throws InterruptedException {
        RecordedRun run = run("Which lamps?");
        var stopped = new RemoteRuns(
                new InterruptedOnSubmit(new AgentContract(bench.client(bench.config), "medium")),
                bench.pace(),
                bench.clock);

        stopped.step(run);

        assertThat(Thread.interrupted()).as("the wish is passed on").isTrue();
        assertThat(run.remoteId()).isPresent();
    }
}
