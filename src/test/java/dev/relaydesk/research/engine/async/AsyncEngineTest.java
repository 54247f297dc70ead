package dev.relaydesk.research.engine.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Again;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.remote.Bench;
import dev.relaydesk.research.engine.remote.RecordedRun;
import dev.relaydesk.research.engine.simulator.PerplexitySimulator.Call;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older asynchronous calls in the form that Perplexity had. */
class AsyncEngineTest {

    private final Bench bench = Bench.open();
    private final AsyncEngine engine = engine();

    @AfterEach
    void close() {
        bench.close();
    }

    private AsyncEngine engine() {
        return new AsyncEngine(bench.client(bench.config), bench.config, bench.pace(), bench.clock);
    }

    private RecordedRun run(String question) {
        return RecordedRun.of(question, bench.clock);
    }

    private List<Call> posts() {
        return bench.simulator.calls().stream()
                .filter(call -> call.method().equals("POST"))
                .toList();
    }

    @Test
    void a_question_becomes_a_report_without_the_thoughts_before_it() throws InterruptedException {
        RecordedRun run = run("Was muss eine sichere Lampe haben?");

        Report report = bench.report(engine, run);

        assertThat(report.directAnswer()).contains("CE-Zeichen", "[1]").doesNotContain("think");
        assertThat(report.sources()).hasSize(3);
        assertThat(run.spentUsd()).isEqualByComparingTo("0.3961");
    }

    @Test
    void the_request_is_wrapped_and_bears_the_job_as_key() throws InterruptedException {
        RecordedRun run = run("Which lamps?");

        engine.step(run);

        assertThat(posts().getFirst().body().path("idempotency_key").asText()).isEqualTo(run.id());
        assertThat(posts().getFirst().body().path("request").path("model").asText())
                .isEqualTo("sonar-deep-research");
    }

    @Test
    void allowed_and_denied_domains_are_not_mixed() throws InterruptedException {
        var order = new Order(
                "Which lamps?", false, BigDecimal.TEN, List.of("-ads.example", "eu.example"), Optional.of("year"));

        engine.step(new RecordedRun(order, bench.clock));

        var request = posts().getFirst().body().path("request");
        assertThat(request.path("search_domain_filter").toString()).isEqualTo("[\"eu.example\"]");
        assertThat(request.path("search_recency_filter").asText()).isEqualTo("year");
    }

    @Test
    void denied_domains_bear_a_minus() throws InterruptedException {
        var order = new Order("Which lamps?", false, BigDecimal.TEN, List.of("-ads.example"), Optional.empty());

        engine.step(new RecordedRun(order, bench.clock));

        assertThat(posts().getFirst()
                        .body()
                        .path("request")
                        .path("search_domain_filter")
                        .toString())
                .isEqualTo("[\"-ads.example\"]");
    }

    @Test
    void a_lost_submit_is_repeated_under_its_key_and_runs_once() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-dropped");

        Report report = bench.report(engine, run);

        assertThat(report.keyFindings()).isNotEmpty();
        assertThat(posts()).hasSize(2);
        assertThat(bench.simulator.begun()).isOne();
    }

    @Test
    void a_list_without_young_runs_proves_that_nothing_arrived() throws InterruptedException {
        engine.step(RecordedRun.of("An older question", bench.clock));
        bench.clock.pass(Duration.ofMinutes(30));
        RecordedRun run = run("Which lamps?");
        run.submitting();
        bench.clock.pass(Duration.ofSeconds(61));

        engine.step(run);

        assertThat(run.history).containsExactly("submitting", "not submitted", "submitting", "submitted");
    }

    @Test
    void nobody_waits_for_what_cannot_be_settled() throws InterruptedException {
        RecordedRun run = run("Lamps? #research-dropped-always");

        EngineStep step = bench.untilOver(engine, run);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("submit_lost"));
        assertThat(bench.simulator.begun()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"failed, remote_failed", "gone, remote_unknown", "empty, empty", "quota, quota"})
    void a_run_that_fails_leaves_it_to_the_next_engine(String scenario, String code) throws InterruptedException {
        EngineStep step = bench.untilOver(engine, run("Lamps? #research-" + scenario));

        assertThat(step).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.retry()).isFalse();
        });
    }

    @Test
    void a_retired_api_is_left_at_once() throws InterruptedException {
        bench.simulator.retire(true);

        EngineStep step = engine.step(run("Which lamps?"));

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("retired"));
    }

    @Test
    void a_run_whose_api_is_retired_meanwhile_is_given_up() throws InterruptedException {
        RecordedRun run = run("Which lamps?");
        engine.step(run);
        bench.simulator.retire(true);

        assertThat(engine.step(run)).isInstanceOf(Failed.class);
    }

    @Test
    void without_money_nothing_is_submitted() throws InterruptedException {
        RecordedRun run = run("Which lamps?");
        run.spend(new BigDecimal("20"));

        assertThat(engine.step(run)).isInstanceOf(Failed.class);
        assertThat(bench.simulator.calls()).isEmpty();
    }

    @Test
    void after_a_restart_the_same_run_is_followed() throws InterruptedException {
        RecordedRun run = run("Which lamps?");

        assertThat(engine.step(run)).isInstanceOf(Again.class);

        assertThat(bench.report(engine(), run).sources()).isNotEmpty();
        assertThat(bench.simulator.begun()).isOne();
    }
}
