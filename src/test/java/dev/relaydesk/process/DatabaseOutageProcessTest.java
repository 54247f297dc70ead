package dev.relaydesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.world.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The database is gone in the middle of everything, and comes back. */
class DatabaseOutageProcessTest {

    private static final boolean FULL = Boolean.getBoolean("relaydesk.full");
    private static final long OUTAGE_MILLIS = FULL ? 20_000 : 5_000;

    @Test
    void nothing_is_lost_and_meta_is_told_to_come_again() throws Exception {
        try (Stage stage = new Stage(1, Map.of())) {
            stage.world().reportStatuses();
            stage.world().wrapper().thinksFor(Duration.ofMillis(50), Duration.ofMillis(200));
            Crowd crowd = new Crowd(stage, new Random(1), 40, 6, 3);
            crowd.writeNextPart();
            await().until(() -> stage.world().courier().statuses().containsKey(200));

            stage.proxy().goDown();
            crowd.writeNextPart();
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OUTAGE_MILLIS);
            boolean stayedReady = true;
            while (System.nanoTime() < until) {
                stayedReady &= stage.service().isReady();
                TimeUnit.MILLISECONDS.sleep(250);
            }
            stage.proxy().comeBack();
            crowd.writeNextPart();

            Verdict verdict = stage.quiesce(Duration.ofSeconds(60));
            assertThat(verdict.isClean()).as("%s\n%s", verdict, stage.logs()).isTrue();
            assertThat(new Rows(stage.postgres()).illegal()).as(stage.logs()).isEmpty();
            assertThat(stage.world().courier().statuses())
                    .as("answers to webhooks; 0 is a connection without an answer")
                    .containsKeys(200, 503)
                    .containsOnlyKeys(200, 503);
            assertThat(stayedReady)
                    .as("a blip of the database takes no replica out of service")
                    .isTrue();
        }
    }
}
