package dev.relaydesk.research.engine.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.space.SpaceWorld;
import dev.relaydesk.space.simulator.SimulatedCall;
import dev.relaydesk.space.simulator.SpaceSimulator;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One long question to the Space. */
class SpaceEngineTest {

    private final SpaceSimulator simulator = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    private final SpaceTalk talk = new SpaceTalk(SpaceWorld.gateway(simulator), Optional.empty(), 3);
    private final SpaceEngine engine = new SpaceEngine(talk, Optional.empty());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void the_space_is_asked_once_in_deep_research_mode_and_outside_the_space_of_the_customers() throws Exception {
        engine.step(MadeUpRun.of("Which lamps are safe outdoors?"));

        assertThat(simulator.calls()).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/api/query_async");
            assertThat(call.parameters())
                    .containsEntry("mode", "deep research")
                    .doesNotContainKeys("collection_uuid", "backend_uuid");
        });
    }

    @Test
    void its_headings_become_the_parts_of_the_report_and_its_markers_name_the_sources() throws Exception {
        var run = MadeUpRun.of("Which lamps are safe outdoors?");

        Report report = found(engine.step(run));

        assertThat(report.mainQuestion()).isEqualTo("Which lamps are safe outdoors?");
        assertThat(report.directAnswer())
                .contains("Which lamps are safe outdoors?", "[1]", "[2]")
                .doesNotContain("#");
        assertThat(report.keyFindings()).hasSize(2);
        assertThat(report.supportingDetails()).hasSize(2);
        assertThat(report.followUps()).hasSize(2);
        assertThat(report.sources()).extracting(Report.Source::url).hasSize(3).allMatch(it -> it.startsWith("https:"));
        assertThat(run.progress).containsExactly("research 20", "write 70");
    }

    @Test
    void after_a_crash_it_is_asked_again_but_not_for_ever() throws Exception {
        var run = MadeUpRun.of("Which lamps are safe outdoors?");
        for (int time = 1; time <= 3; time++) {
            run.crashesAfter(1);
            assertThatThrownBy(() -> engine.step(run)).isInstanceOf(MadeUpRun.Crash.class);
        }

        assertThat(engine.step(run))
                .asInstanceOf(type(EngineStep.Failed.class))
                .satisfies(failed -> assertThat(failed.retry()).isFalse());
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void a_cut_answer_is_no_report() throws Exception {
        assertThat(engine.step(MadeUpRun.of("Which lamps are safe? #cut")))
                .asInstanceOf(type(EngineStep.Failed.class))
                .satisfies(failed -> assertThat(failed.retry()).isTrue());
    }

    @Test
    void with_a_refused_session_another_engine_is_to_try() throws Exception {
        simulator.expireSession();

        assertThat(engine.step(MadeUpRun.of("Which lamps are safe?")))
                .asInstanceOf(type(EngineStep.Failed.class))
                .satisfies(failed -> {
                    assertThat(failed.code()).isEqualTo("session_refused");
                    assertThat(failed.retry()).isFalse();
                });
    }

    @Test
    void a_request_for_an_action_is_no_report() throws Exception {
        assertThat(engine.step(MadeUpRun.of("Which lamps are safe? #json")))
                .asInstanceOf(type(EngineStep.Failed.class))
                .satisfies(failed -> assertThat(failed.code()).isEqualTo("unreadable"));
        assertThat(simulator.calls()).extracting(SimulatedCall::path).hasSize(1);
    }

    private static Report found(EngineStep step) {
        assertThat(step).isInstanceOf(EngineStep.Found.class);
        return ((EngineStep.Found) step).report();
    }
}
