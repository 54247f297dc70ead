package dev.relaydesk.research.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.space.MadeUpRun;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as it comes, with its own simulator: every engine of the Space finds a report, and the judge reads it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class NothingConfiguredTest {

    @Inject
    Instance<Engine> engines;

    @Inject
    Judge judge;

    @ParameterizedTest
    @ValueSource(strings = {"space", "multi_step"})
    void a_question_leads_to_a_report_that_is_judged(String name) throws Exception {
        var run = MadeUpRun.of("Which lamps are safe outdoors?");
        Engine engine = engines.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        // The account's calls of a minute are the customers' too; whoever finds none left comes again.
        EngineStep step = Awaitility.await().until(() -> engine.step(run), EngineStep.Found.class::isInstance);
        Report report = ((EngineStep.Found) step).report();
        Judgement card = Awaitility.await().until(() -> judge.judge(run.order(), report), JudgeCard.class::isInstance);

        assertThat(((JudgeCard) card).verdict()).isEqualTo(JudgeVerdict.PASS);
    }
}
