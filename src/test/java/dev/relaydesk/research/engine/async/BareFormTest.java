package dev.relaydesk.research.engine.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.remote.Bench;
import dev.relaydesk.research.engine.remote.RecordedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The older asynchronous calls on servers without wrapping, keys and list. */
class BareFormTest {

    private final Bench bench = Bench.bare();
    private final AsyncEngine engine = engine("bare");

    @AfterEach
    void close() {
        bench.close();
    }

    private AsyncEngine engine(String form) {
        var config = bench.config.withAsyncForm(form);
        return new AsyncEngine(bench.client(config), config, bench.pace(), bench.clock);
    }

    @Test
    void a_question_becomes_a_report() throws InterruptedException {
        RecordedRun run = RecordedRun.of("How is a sofa delivered?", bench.clock);

        Report report = bench.report(engine, run);

        assertThat(report.directAnswer()).contains("parcel carrier");
        assertThat(bench.simulator.calls())
                .last()
                .satisfies(call -> assertThat(call.path()).startsWith("/async/jobs/"));
    }

    @Test
    void a_run_that_fails_says_why() throws InterruptedException {
        EngineStep step = bench.untilOver(engine, RecordedRun.of("Sofas? #research-failed", bench.clock));

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("upstream search failed"));
    }

    @Test
    void a_lost_submit_leaves_one_orphan_at_most() throws InterruptedException {
        RecordedRun run = RecordedRun.of("Sofas? #research-dropped", bench.clock);

        bench.report(engine, run);

        assertThat(bench.simulator.begun()).isEqualTo(2);
    }

    @Test
    void a_wrapped_request_is_refused_there() throws InterruptedException {
        EngineStep step = engine("wrapped").step(RecordedRun.of("Which sofas?", bench.clock));

        assertThat(step)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("rejected"));
    }
}
