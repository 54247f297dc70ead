package dev.relaydesk.research.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.EngineStep.Again;
import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.remote.ScriptedServer.Answer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run is submitted, and then the server is not itself. */
class OddServerTest {

    private final TickingClock clock = new TickingClock();

    @Test
    void an_upstream_that_is_down_for_hours_is_waited_for() throws Exception {
        RecordedRun run = submitted();
        try (var server = new ScriptedServer(new Answer(502, "<html>Bad gateway</html>"));
                var runs = new Runs(server)) {
            for (int i = 0; i < 300; i++) {
                assertThat(runs.step(run)).isInstanceOf(Again.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | not JSON",
                "200 | []",
                "200 | {}",
                "200 | {\"status\":\"dreaming\"}",
                "400 | {}",
                "401 | {}",
                "403 | {}"
            })
    void ten_answers_in_a_row_that_make_no_sense_are_enough(int status, String body) throws Exception {
        RecordedRun run = submitted();
        try (var server = new ScriptedServer(new Answer(status, body));
                var runs = new Runs(server)) {
            for (int i = 0; i < 9; i++) {
                assertThat(runs.step(run)).isInstanceOf(Again.class);
            }
            assertThat(runs.step(run))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("poll_refused"));
        }
    }

    @Test
    void a_good_answer_between_them_forgives() throws Exception {
        RecordedRun run = submitted();
        try (var odd = new ScriptedServer(new Answer(200, "{}"));
                var good = new ScriptedServer(new Answer(200, "{\"status\":\"good\"}"));
                var oddRuns = new Runs(odd);
                var goodRuns = new Runs(good)) {
            for (int i = 0; i < 30; i++) {
                assertThat(oddRuns.step(run)).isInstanceOf(Again.class);
                assertThat(goodRuns.step(run)).isInstanceOf(Again.class);
            }
        }
    }

    @Test
    void a_busy_server_is_asked_again() throws Exception {
        RecordedRun run = submitted();
        try (var server = new ScriptedServer(new Answer(429, "{}"));
                var runs = new Runs(server)) {
            for (int i = 0; i < 30; i++) {
                assertThat(runs.step(run)).isInstanceOf(Again.class);
            }
        }
    }

    @Test
    void a_good_answer_to_a_submit_that_cannot_be_read_may_have_begun_a_run() throws Exception {
        RecordedRun run = RecordedRun.of("Which lamps?", clock);
        try (var server = new ScriptedServer(new Answer(200, "oh"));
                var runs = new Runs(server)) {
            runs.step(run);
        }
        assertThat(run.submittingSince()).isPresent();
        assertThat(run.remoteId()).isEmpty();
    }

    private RecordedRun submitted() {
        RecordedRun run = RecordedRun.of("Which lamps?", clock);
        run.submitted("r-1");
        return run;
    }

    /** Leads runs of the simplest contract there can be. */
    private final class Runs implements AutoCloseable {

        private final PerplexityClient client;
        private final RemoteRuns runs;

        Runs(ScriptedServer server) {
            TestConfig config = TestConfig.at(server.url(), "key");
            client = PerplexityClient.of(config, clock);
            runs = new RemoteRuns(new Plain(client), new PollPace(config), clock);
        }

        EngineStep step(EngineRun run) throws InterruptedException {
            return runs.step(run);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private record Plain(PerplexityClient client) implements RemoteContract {

        @Override
        public Optional<Failed> objection(EngineRun run) {
            return Optional.empty();
        }

        @Override
        public RemoteAnswer submit(EngineRun run) {
            return client.post("/", null);
        }

        @Override
        public String id(JsonNode body) {
            return RemoteJson.id(body.path("id"));
        }

        @Override
        public LostSubmit settle(EngineRun run, Instant since) {
            return new LostSubmit.Unknown();
        }

        @Override
        public RemoteAnswer look(String remoteId) {
            return client.get("/");
        }

        @Override
        public RemoteState state(Order order, JsonNode body) {
            return body.path("status").asText("").equals("good")
                    ? new RemoteState.Working("good", 50, "It goes on")
                    : new RemoteState.Odd("No word that we know");
        }

        @Override
        public void cancel(String remoteId) {
            client.post("/cancel", null);
        }
    }
}
