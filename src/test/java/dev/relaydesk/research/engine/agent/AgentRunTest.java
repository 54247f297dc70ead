package dev.relaydesk.research.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Again;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.remote.Bench;
import dev.relaydesk.research.engine.remote.RecordedRun;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run from its submit to its end. */
class AgentRunTest {

    private final Bench bench = Bench.open();
    private final AgentEngine engine = engine("medium");

    @AfterEach
    void close() {
        bench.close();
    }

    private AgentEngine engine(String preset) {
        var config = bench.config.withPreset(preset);
        return new AgentEngine(bench.client(config), config, bench.pace(), bench.clock);
    }

    private RecordedRun run(String question) {
        return RecordedRun.of(question, bench.clock);
    }

    private JsonNode submitted() {
        return bench.simulator.calls().getFirst().body();
    }

    @Test
    void a_question_becomes_a_report_whose_markers_count_its_sources() throws InterruptedException {
        RecordedRun run = run("What must a safe lamp have?");

        Report report = bench.report(engine, run);

        assertThat(report.mainQuestion()).isEqualTo("What must a safe lamp have?");
        assertThat(report.directAnswer()).contains("CE mark", "[1]", "[2]").doesNotContain("web:");
        assertThat(report.keyFindings()).hasSize(3);
        assertThat(report.supportingDetails()).hasSize(2);
        assertThat(report.followUps()).hasSize(3);
        assertThat(report.sources()).extracting(Report.Source::title).contains("Warranty");
        assertThat(run.spentUsd()).isEqualByComparingTo("0.016");
        assertThat(bench.simulator.begun()).isOne();
    }

    @Test
    void the_submit_is_written_down_before_it_leaves_and_the_id_when_it_arrives() throws InterruptedException {
        RecordedRun run = run("What must a safe lamp have?");

        engine.step(run);

        assertThat(run.history).containsExactly("submitting", "submitted");
        assertThat(run.remoteId()).hasValueSatisfying(id -> assertThat(id).startsWith("resp_"));
    }

    @Test
    void pauses_grow_from_ten_seconds_to_a_minute() throws InterruptedException {
        RecordedRun run = run("What of #research-stuck lamps?");

        List<Duration> pauses = Stream.generate(() -> step(run))
                .limit(12)
                .map(step -> ((Again) step).after())
                .toList();

        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(60));
        assertThat(run.polls()).isEqualTo(11);
    }

    @Test
    void after_a_restart_the_same_run_is_followed() throws InterruptedException {
        RecordedRun run = run("What must a safe lamp have?");
        engine.step(run);

        Report report = bench.report(engine("medium"), run);

        assertThat(report.keyFindings()).isNotEmpty();
        assertThat(bench.simulator.begun()).isOne();
    }

    @Test
    void people_hear_of_each_state_once() throws InterruptedException {
        RecordedRun run = run("What must a safe lamp have?");

        bench.report(engine, run);

        assertThat(run.history.stream().filter(each -> each.startsWith("progress")))
                .containsExactly("progress queued", "progress in_progress");
    }

    @Test
    void cost_is_counted_once_although_the_end_is_seen_twice() throws InterruptedException {
        RecordedRun run = run("What must a safe lamp have?");

        bench.report(engine, run);
        bench.report(engine, run);

        assertThat(run.spentUsd()).isEqualByComparingTo("0.016");
    }

    @ParameterizedTest
    @CsvSource({
        "failed, remote_failed",
        "incomplete, incomplete",
        "cancelled, remote_cancelled",
        "empty, empty",
        "huge, too_large",
        "action, requires_action"
    })
    void a_run_that_ends_without_a_report_leaves_it_to_the_next_engine(String scenario, String code)
            throws InterruptedException {
        EngineStep step = bench.untilOver(engine, run("Lamps? #research-" + scenario));

        assertThat(step).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.retry()).isFalse();
        });
    }

    @Test
    void what_an_incomplete_run_cost_is_counted() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-incomplete");

        bench.untilOver(engine, run);

        assertThat(run.spentUsd()).isEqualByComparingTo("0.016");
    }

    @Test
    void a_run_that_waits_for_a_tool_is_stopped() throws InterruptedException {
        bench.untilOver(engine, run("Lamps? #research-action"));

        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(bench.simulator.open()).isZero();
    }

    @Test
    void a_cancelled_or_late_job_stops_its_run() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-stuck");
        engine.step(run);

        engine.stop(run);

        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(bench.simulator.open()).isZero();
    }

    @Test
    void a_run_that_is_over_is_not_cancelled() throws InterruptedException {
        RecordedRun run = run("What must a safe lamp have?");
        bench.report(engine, run);

        engine.stop(run);

        assertThat(bench.simulator.calls()).noneMatch(call -> call.path().endsWith("/cancel"));
    }

    @Test
    void a_run_that_the_other_side_forgot_is_given_up_after_ten_minutes() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-gone");
        engine.step(run);
        var lost = bench.clock.instant();

        EngineStep step = bench.untilOver(engine, run);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("remote_unknown"));
        assertThat(Duration.between(lost, bench.clock.instant()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @Test
    void hostile_text_brings_no_script_and_nothing_that_cannot_be_stored() throws InterruptedException {
        Report report = bench.report(engine, run("Lamps? #research-evil"));

        assertThat(report.directAnswer()).doesNotContain("\u0000", "[1]", "[99]", "web:");
        assertThat(report.sources()).isEmpty();
    }

    @Test
    void a_text_without_headings_is_answer_and_details() throws InterruptedException {
        Report report = bench.report(engine, run("Lamps? #research-plain"));

        assertThat(report.directAnswer()).startsWith("A lamp sold in the EU");
        assertThat(report.supportingDetails()).hasSize(1);
    }

    @Test
    void where_to_look_and_how_far_back_is_said_in_words() throws InterruptedException {
        var order = new Order(
                "Which lamps?", true, BigDecimal.TEN, List.of("eu.example", "-ads.example"), Optional.of("month"));

        engine.step(new RecordedRun(order, bench.clock));

        assertThat(submitted().path("input").asText())
                .contains("only sources of these domains: eu.example.", "within the last month", "at length")
                .doesNotContain("ads.example");
        assertThat(submitted().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("input", "preset", "background", "store");
    }

    @ParameterizedTest
    @CsvSource({"20, high", "0.30, medium", "0.03, low", "0.002, fast"})
    void a_preset_is_taken_that_the_money_suffices_for(BigDecimal money, String preset) throws InterruptedException {
        var order = new Order("Which lamps?", false, money, List.of(), Optional.empty());

        engine("high").step(new RecordedRun(order, bench.clock));

        assertThat(submitted().path("preset").asText()).isEqualTo(preset);
    }

    @Test
    void without_money_nothing_is_submitted() throws InterruptedException {
        RecordedRun run = run("Which lamps?");
        run.spend(new BigDecimal("20"));

        EngineStep step = engine.step(run);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("budget"));
        assertThat(bench.simulator.calls()).isEmpty();
    }

    private EngineStep step(RecordedRun run) {
        try {
            return engine.step(run);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
