package dev.relaydesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.world.Call;
import dev.relaydesk.testing.world.Encounter;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a restart may not change. */
class RestartProcessTest {

    @Test
    void the_thread_goes_on_after_a_stop_and_after_a_kill() throws Exception {
        try (Stage stage = new Stage(1, Map.of())) {
            int customer = stage.world().newCustomer();
            answered(stage, stage.say(customer, 1));
            assertThat(stage.service().stop(Duration.ofSeconds(30))).isTrue();
            restart(stage);
            answered(stage, stage.say(customer, 2));
            stage.service().kill();
            restart(stage);
            answered(stage, stage.say(customer, 3));

            List<Call> calls = stage.world().ledger().calls().stream()
                    .sorted(Comparator.comparingLong(Call::arrivedAt))
                    .toList();
            assertThat(calls).hasSize(3);
            assertThat(calls)
                    .extracting(Call::frontend)
                    .doesNotContainNull()
                    .containsOnly(calls.getFirst().frontend());
            assertThat(calls.get(0).backendBefore()).isNull();
            assertThat(calls.get(1).backendBefore()).isEqualTo(calls.get(0).backendAfter());
            assertThat(calls.get(2).backendBefore()).isEqualTo(calls.get(1).backendAfter());
        }
    }

    @Test
    void a_stop_with_a_turn_under_way_loses_nothing() throws Exception {
        try (Stage stage = new Stage(1, Map.of())) {
            Encounter question = stage.world().wrapper().holdNextQuestion();
            Said said = stage.say(stage.world().newCustomer(), 1);
            assertThat(question.awaitReached(Duration.ofSeconds(10)))
                    .as(stage.logs())
                    .isTrue();

            long from = System.nanoTime();
            Thread answers = Thread.ofVirtual().start(() -> releaseOnceItStops(stage, question));
            assertThat(stage.service().stop(Duration.ofSeconds(30)))
                    .as("stopped within 30 s")
                    .isTrue();
            System.out.println("stopped after "
                    + Duration.ofNanos(System.nanoTime() - from).toMillis() + " ms");
            answers.join();
            restart(stage);

            answered(stage, said);
            Verdict verdict = stage.quiesce(Duration.ofSeconds(20));
            assertThat(verdict.isClean()).as("%s\n%s", verdict, stage.logs()).isTrue();
            assertThat(stage.world().ledger().calls())
                    .as("the turn was not asked twice")
                    .hasSize(1);
        }
    }

    @Test
    void a_stop_does_not_wait_for_a_model_that_never_answers() throws Exception {
        try (Stage stage = new Stage(1, Map.of())) {
            Encounter question = stage.world().wrapper().holdNextQuestion();
            Said said = stage.say(stage.world().newCustomer(), 1);
            assertThat(question.awaitReached(Duration.ofSeconds(10)))
                    .as(stage.logs())
                    .isTrue();

            assertThat(stage.service().stop(Duration.ofSeconds(30)))
                    .as("stopped within 30 s")
                    .isTrue();
            question.release();
            restart(stage);

            answered(stage, said);
            assertThat(stage.quiesce(Duration.ofSeconds(20)).isClean())
                    .as(stage.logs())
                    .isTrue();
        }
    }

    private static void releaseOnceItStops(Stage stage, Encounter question) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !stage.service().isReady());
        question.release();
    }

    private static void answered(Stage stage, Said said) throws InterruptedException {
        assertThat(said.awaitAnswer(20, TimeUnit.SECONDS))
                .as("%s is answered\n%s", said.token(), stage.logs())
                .isTrue();
    }

    private static void restart(Stage stage) throws Exception {
        stage.service().startAgain();
        stage.service().awaitReady();
    }
}
