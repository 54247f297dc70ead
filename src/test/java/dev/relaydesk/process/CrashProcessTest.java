package dev.relaydesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.world.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Meta posts, the service dies again and again, and in the end each customer has been answered once. The small form runs
 * with every build; {@code -Drelaydesk.full=true} is the whole of it.
 */
class CrashProcessTest {

    private static final boolean FULL = Boolean.getBoolean("relaydesk.full");
    private static final long SEED = Long.getLong("relaydesk.seed", FULL ? System.nanoTime() : 20_261_120L);

    @Test
    void every_message_is_answered_once_however_often_the_service_dies() throws Exception {
        List<Death> deaths = new ArrayList<>(Death.AIMED);
        deaths.addAll(Collections.nCopies(FULL ? 10 : 3, new Death.AtRandom()));
        answersEachMessageOnce(1, deaths);
    }

    @Test
    void the_same_with_two_replicas_that_are_both_told_everything() throws Exception {
        List<Death> deaths = new ArrayList<>(FULL ? Death.AIMED : Death.AIMED.subList(5, 8));
        deaths.addAll(Collections.nCopies(FULL ? 10 : 2, new Death.AtRandom()));
        answersEachMessageOnce(2, deaths);
    }

    private static void answersEachMessageOnce(int replicas, List<Death> deaths) throws Exception {
        Random random = new Random(SEED);
        System.out.println("relaydesk.seed=" + SEED);
        Collections.shuffle(deaths, random);
        try (Stage stage = new Stage(replicas, Map.of())) {
            stage.world().reportStatuses();
            stage.world().wrapper().thinksFor(Duration.ofMillis(50), Duration.ofMillis(100));
            Crowd crowd =
                    new Crowd(stage, random, FULL ? 200 : 40, FULL ? 10 : replicas == 1 ? 10 : 5, deaths.size() + 1);
            Reaper reaper = new Reaper(stage, random);
            crowd.writeNextPart();
            for (Death death : deaths) {
                reaper.carryOut(death, crowd::writeNextPart);
            }
            Verdict verdict = stage.quiesce(Duration.ofSeconds(FULL ? 120 : 60));

            Rows rows = new Rows(stage.postgres());
            String context = "seed " + SEED + ", " + reaper.story() + "\n" + stage.logs();
            assertThat(verdict.isClean()).as("%s\n%s", verdict, context).isTrue();
            assertThat(rows.illegal()).as(context).isEmpty();
            assertThat(rows.missing(stage.world().ledger().said())).as(context).isEmpty();
            assertThat(reaper.missed())
                    .as("points that were never reached, %s", context)
                    .isEmpty();
        }
    }
}
