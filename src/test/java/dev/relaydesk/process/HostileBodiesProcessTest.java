package dev.relaydesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Bodies that nobody should send: for each of them the right answer comes quickly, what is refused leaves no row, and what
 * came along in the same batch is taken in.
 */
class HostileBodiesProcessTest {

    private static final int BODIES = 20_000;
    private static final int HANDS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long SEED =
            Long.getLong("relaydesk.seed", Boolean.getBoolean("relaydesk.full") ? System.nanoTime() : 20_261_120L);

    @Test
    void no_body_breaks_the_service_or_its_neighbours() throws Exception {
        System.out.println("relaydesk.seed=" + SEED);
        try (Stage stage = new Stage(1, Map.of("RELAYDESK_TURN_QUIET_WINDOW", "1500ms"))) {
            HostileBodies bodies = new HostileBodies(stage.world());
            ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
            ConcurrentLinkedQueue<Said> neighbours = new ConcurrentLinkedQueue<>();
            AtomicInteger left = new AtomicInteger(BODIES);
            CountDownLatch done = new CountDownLatch(HANDS);
            for (int hand = 0; hand < HANDS; hand++) {
                Random random = new Random(SEED + hand);
                Thread.ofPlatform().start(() -> {
                    while (left.getAndDecrement() > 0 && wrong.size() < 20) {
                        post(stage, bodies.next(random), wrong, neighbours);
                    }
                    done.countDown();
                });
            }
            done.await();

            assertThat(wrong).as("seed %s\n%s", SEED, stage.logs()).isEmpty();
            Rows rows = new Rows(stage.postgres());
            assertThat(rows.count("SELECT count(*) FROM conversation_inbound WHERE payload LIKE '%REFUSED%'"))
                    .as("rows of refused bodies")
                    .isZero();
            assertThat(
                            rows.count(
                                    "SELECT count(*) FROM conversation_quarantine WHERE encode(body, 'escape') LIKE '%REFUSED%'"))
                    .as("quarantined bodies that were refused")
                    .isZero();
            List<Said> said = new ArrayList<>(neighbours);
            assertThat(said).hasSizeGreaterThan(BODIES / 10);
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> rows.count("SELECT count(*) FROM conversation_inbound WHERE state = 'received'") == 0);
            assertThat(rows.missing(said))
                    .as("neighbours in a batch that were not taken in")
                    .isEmpty();
            assertThat(stage.service().isReady()).isTrue();

            Said last = stage.say(stage.world().newCustomer(), 1);
            assertThat(last.awaitAnswer(60, java.util.concurrent.TimeUnit.SECONDS))
                    .as("an ordinary customer is still answered\n%s", stage.logs())
                    .isTrue();
            assertThat(Verdict.on(stage.world().ledger()).doubled()).isEmpty();
        }
    }

    private static void post(
            Stage stage,
            HostileBodies.Hostile hostile,
            ConcurrentLinkedQueue<String> wrong,
            ConcurrentLinkedQueue<Said> neighbours) {
        long from = System.nanoTime();
        try {
            int status = stage.service().webhook().post(hostile.body(), hostile.headers());
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            if (!hostile.allowed().contains(status) || took.compareTo(LONGEST) > 0) {
                wrong.add(hostile.kind() + ": " + status + " instead of " + hostile.allowed() + " after "
                        + took.toMillis() + " ms: " + excerpt(hostile.body()));
            }
            if (status == 200) {
                hostile.neighbours().forEach(said -> {
                    said.acknowledge();
                    neighbours.add(said);
                });
            }
        } catch (Exception e) {
            // A body that is refused for its size may be cut off while it is still being sent.
            if (!hostile.allowed().contains(413)) {
                wrong.add(hostile.kind() + ": " + e + ": " + excerpt(hostile.body()));
            }
        }
    }

    private static String excerpt(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(600, text.length()));
    }
}
