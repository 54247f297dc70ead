package dev.relaydesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Staff take over while the bot is about to speak, on two replicas, and two of them at once. The small form runs with every
 * build; {@code -Drelaydesk.full=true} is the whole of it.
 */
class TakeoverRaceProcessTest {

    private static final boolean FULL = Boolean.getBoolean("relaydesk.full");
    private static final int TAKEOVERS = Integer.getInteger("relaydesk.takeovers", FULL ? 10_000 : 200);
    private static final int PRESSES = FULL ? 2_000 : 60;
    private static final int KILL_EVERY = FULL ? 200 : 66;
    private static final int CUSTOMERS = FULL ? 64 : 20;
    private static final String TOKEN = "a-token-for-races-only";

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @SuppressWarnings("NullAway.Init")
    private static Agent boss;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        stage = new Stage(
                2,
                Map.of(
                        "RELAYDESK_API_TOKEN", TOKEN,
                        "RELAYDESK_ADMIN_EMAIL", "boss@shop.example",
                        "RELAYDESK_ADMIN_PASSWORD", "correct horse battery staple",
                        "RELAYDESK_TURN_QUIET_WINDOW", Landing.QUIET.toMillis() + "ms",
                        "RELAYDESK_DELIVERY_EVIDENCE_WAIT", "1s"));
        boss = Agent.withToken(new Rows(stage.postgres()).text("SELECT display_name FROM access_staff"), TOKEN, stage);
    }

    @AfterAll
    static void close() throws IOException {
        stage.close();
    }

    @Test
    void once_a_takeover_has_returned_the_bot_is_silent() throws Exception {
        TakeoverRace race = new TakeoverRace(stage, KILL_EVERY);
        AtomicInteger left = new AtomicInteger(TAKEOVERS);
        together(CUSTOMERS, () -> {
            race.customer(boss, left);
            return true;
        });
        Rows rows = new Rows(stage.postgres());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows.unfinished()).isEmpty());

        RaceVerdict verdict = new RaceVerdict(stage.world().ledger(), race.takeovers());
        System.out.printf(
                "%d takeovers, %d kills (%d of them left it unresolved), %d unresolved in all, %d answered afresh when handed back; p50 %d ms, p99 %d ms, longest %d ms; %s%n",
                race.takeovers().size(),
                race.deaths().size(),
                verdict.unresolvedByDeath(),
                verdict.unresolved(),
                verdict.answeredLater(),
                verdict.millis(0.5),
                verdict.millis(0.99),
                verdict.millis(1),
                verdict.landings());
        assertThat(race.takeovers()).hasSize(TAKEOVERS);
        assertThat(verdict.violations()).as(stage.logs()).isEmpty();
        assertThat(verdict.answeredLater())
                .as("what was unread at the hand-back is the human's")
                .isZero();
        assertThat(verdict.lostAnswers(rows.drafts(), rows.suppressed(), race.deaths()))
                .as(
                        "late answers are drafts, and those that waited behind another text are held back\n%s",
                        stage.logs())
                .isEmpty();
        assertThat(verdict.landings().keySet()).as("each moment was hit").containsAll(EnumSet.allOf(Landing.class));
        assertThat(verdict.millis(1)).as("no call waits for longer").isLessThan(12_000);
    }

    @Test
    void of_two_who_press_at_once_one_wins_and_the_other_is_told_who() throws Exception {
        List<Agent> both = List.of(hired("Ben", "0123"), hired("Cleo", "4567"));
        TakeoverRace race = new TakeoverRace(stage, Integer.MAX_VALUE);
        AtomicInteger left = new AtomicInteger(PRESSES);
        AtomicInteger pressed = new AtomicInteger();
        together(CUSTOMERS / 2, () -> {
            int customer = stage.world().newCustomer();
            UUID conversation = race.greet(customer);
            long epoch = 0;
            for (int sequence = 2; left.getAndDecrement() > 0; sequence++) {
                race.write(customer, sequence, Landing.ANY);
                Thread.sleep(ThreadLocalRandom.current().nextInt(400));
                epoch = press(both, conversation, epoch);
                pressed.incrementAndGet();
            }
            return true;
        });
        assertThat(pressed.get()).isEqualTo(PRESSES);
        System.out.println(pressed + " double presses, one winner each");
    }

    /** Both press; the winner hands back. Returns the epoch that this came to. */
    private static long press(List<Agent> both, UUID conversation, long epoch) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        int first = ThreadLocalRandom.current().nextInt(2);
        List<Agent.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Agent.Answer>> presses = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Agent agent = both.get(i);
                Stage.Replica replica = stage.replicas().get((i + first) % 2);
                presses.add(threads.submit(() -> {
                    start.await();
                    return agent.asks(replica.service(), conversation, "takeover");
                }));
            }
            for (Future<Agent.Answer> each : presses) {
                answers.add(each.get());
            }
        }
        assertThat(answers).extracting(Agent.Answer::status).as("%s", answers).containsExactlyInAnyOrder(200, 409);
        int winner = answers.getFirst().status() == 200 ? 0 : 1;
        assertThat(answers.get(1 - winner).body().path("detail").asText())
                .startsWith(both.get(winner).name() + " has had this conversation since ");
        long taken = answers.get(winner).body().path("epoch").asLong();
        assertThat(taken).as("epochs grow").isGreaterThan(epoch);
        Agent.Answer refused = both.get(1 - winner).insists(conversation, "handback");
        assertThat(refused.status()).as("not the loser's to hand back").isEqualTo(409);
        Agent.Answer back = both.get(winner).insists(conversation, "handback");
        assertThat(back.status()).as("%s", back.body()).isEqualTo(200);
        assertThat(back.body().path("epoch").asLong()).isGreaterThan(taken);
        return back.body().path("epoch").asLong();
    }

    /** An agent with a session, as after signing in. */
    private static Agent hired(String name, String secret) {
        new Rows(stage.postgres()).execute("""
                WITH hired AS (
                    INSERT INTO access_staff (id, email, display_name, role, password_hash)
                    VALUES (gen_random_uuid(), lower('%1$s@shop.example'), '%1$s', 'agent', 'none') RETURNING id)
                INSERT INTO access_session (token_hash, staff_id, csrf_token, expires_at)
                SELECT encode(sha256('%2$s'), 'hex'), id, '%2$s', now() + interval '1 day' FROM hired
                """.formatted(name, secret));
        return Agent.withSession(name, secret, secret, stage);
    }

    private static void together(int count, Callable<Boolean> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(work));
            }
            for (Future<Boolean> each : all) {
                each.get();
            }
        }
    }
}
