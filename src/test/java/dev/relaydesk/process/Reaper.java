package dev.relaydesk.process;

import dev.relaydesk.testing.world.Encounter;
import dev.relaydesk.testing.world.FakeGraph;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Kills replicas when it is their time, and brings them back. */
final class Reaper {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A claim has to run out, a receipt gets its time, and the send is repeated. */
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final Stage stage;
    private final Rows rows;
    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    Reaper(Stage stage, Random random) {
        this.stage = stage;
        this.rows = new Rows(stage.postgres());
        this.random = random;
    }

    /** What happened so far, for the message of a failing test. */
    String story() {
        return String.join("; ", story);
    }

    /** The points that nobody came to. */
    List<String> missed() {
        return missed;
    }

    /** Lets the traffic begin, and a replica die at its moment. Returns when it is back. */
    void carryOut(Death death, Runnable traffic) throws IOException, InterruptedException {
        Stage.Replica victim =
                stage.replicas().get(random.nextInt(stage.replicas().size()));
        switch (death) {
            case Death.AtRandom _ -> {
                traffic.run();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                kill(List.of(victim), "at random");
            }
            case Death.AtStatement at -> {
                boolean sending = at.trap().marker().contains("delivery.claim");
                if (sending) {
                    // A refused first try makes the message come by the delivery worker's claim.
                    stage.world().graph().firstTryMeets(FakeGraph.Behaviour.THROTTLE);
                }
                Encounter encounter = victim.proxy().arm(at.trap());
                traffic.run();
                await(encounter, at.point());
                if (!at.survives()) {
                    kill(List.of(victim), at.point());
                }
                victim.proxy().disarm();
                encounter.release();
                if (sending) {
                    stage.world().graph().firstTryMeets(FakeGraph.Behaviour.ACCEPT);
                }
            }
            case Death.DuringQuestion _ -> {
                Encounter encounter = stage.world().wrapper().holdNextQuestion();
                traffic.run();
                await(encounter, "K5");
                kill(stage.replicas(), "K5");
                encounter.release();
            }
            case Death.DuringSend _ -> {
                Encounter encounter = stage.world().graph().holdNextAnswer();
                traffic.run();
                await(encounter, "K10");
                kill(stage.replicas(), "K10");
                encounter.release();
            }
        }
        for (Stage.Replica replica : stage.replicas()) {
            replica.service().awaitReady();
        }
        recover();
    }

    /**
     * A text of unknown fate is sent once more and no oftener (DESIGN, rule 7), so two deaths that meet the same text end
     * with staff and not with the customer. The next death comes when no send that the last one met is still open.
     */
    private void recover() {
        String now = rows.text("SELECT clock_timestamp()");
        Awaitility.await("what the death interrupted is sent").atMost(RECOVERY).until(() -> rows.interrupted(now) == 0);
    }

    private void await(Encounter encounter, String point) throws InterruptedException {
        if (!encounter.awaitReached(PATIENCE)) {
            missed.add(point);
        }
    }

    private void kill(List<Stage.Replica> victims, String why) throws IOException, InterruptedException {
        for (Stage.Replica victim : victims) {
            victim.service().kill();
            story.add(java.time.LocalTime.now(java.time.ZoneOffset.UTC) + " "
                    + victim.service().pid() + " killed " + why);
        }
        for (Stage.Replica victim : victims) {
            victim.service().startAgain();
        }
    }
}
