package dev.relaydesk.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.world.Encounter;
import dev.relaydesk.testing.world.FakeShop;
import dev.relaydesk.testing.world.PgTrap;
import dev.relaydesk.testing.world.PgTrap.Moment;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Send;
import dev.relaydesk.testing.world.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * The model asks the operator's shop for something, the service dies on the way, and the shop is not asked for what it may
 * have done already. The small form runs with every build; {@code -Drelaydesk.full=true} is every death with every effect.
 */
class ActionCrashProcessTest {

    private static final boolean FULL = Boolean.getBoolean("relaydesk.full");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNCLEAR = "I could not find out whether that worked. A colleague is looking into it.";

    /** When the service dies. */
    private enum Point {
        BEFORE_STORED,
        AFTER_STORED,
        BEFORE_CLAIM,
        AFTER_CLAIM,
        SHOP_WORKING,
        BEFORE_SETTLE,
        AFTER_SETTLE;

        /** The attempt is on record and its end is not. */
        boolean leavesAnOpenAttempt() {
            return this == AFTER_CLAIM || this == SHOP_WORKING || this == BEFORE_SETTLE;
        }
    }

    /** One customer's request, and the death on its way. */
    private record Journey(String effect, Point point) {

        /** Nobody knows whether it happened, and nothing may find out by doing it again. */
        boolean endsWithColleague() {
            return effect.equals("mutating-once") && point.leavesAnOpenAttempt();
        }
    }

    private static final List<Journey> SMALL = List.of(
            new Journey("mutating-once", Point.SHOP_WORKING),
            new Journey("lookup-first", Point.BEFORE_SETTLE),
            new Journey("idempotent", Point.AFTER_CLAIM));

    private static final List<Journey> ALL = Stream.of("read", "idempotent", "lookup-first", "mutating-once")
            .flatMap(effect -> Stream.of(Point.values()).map(point -> new Journey(effect, point)))
            .toList();

    private final Map<Integer, Journey> journeys = new ConcurrentHashMap<>();
    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void what_the_shop_did_is_not_done_again_and_the_customer_hears_one_word() throws Exception {
        try (FakeShop shop = new FakeShop();
                Stage stage = new Stage(1, settings(shop))) {
            stage.world().wrapper().actsOn(this::envelope);
            List<Said> said = new ArrayList<>();
            for (Journey journey : FULL ? ALL : SMALL) {
                said.add(travel(journey, stage, shop));
            }
            softly.assertThat(stage.world().ledger().sends())
                    .as("nobody heard more, later")
                    .hasSize(said.size());
            softly.assertThat(new Rows(stage.postgres()).missing(said)).isEmpty();
            softly.assertAll();
        }
    }

    private Said travel(Journey journey, Stage stage, FakeShop shop) throws IOException, InterruptedException {
        int customer = stage.world().newCustomer();
        journeys.put(customer, journey);
        int heardBefore = stage.world().ledger().sends().size();
        Encounter encounter = ambush(journey.point(), stage, shop);
        Said said = stage.say(customer, 1);
        assertThat(encounter.awaitReached(Duration.ofSeconds(10)))
                .as("%s is reached\n%s", journey, stage.logs())
                .isTrue();
        if (journey.point() == Point.BEFORE_CLAIM) {
            // The worker also looks when there is nothing to do. The look that is held may not have seen the action.
            await().atMost(PATIENCE).until(() -> actions(stage, said, "a.state = 'validated'") == 1);
        }
        stage.service().kill();
        stage.proxy().disarm();
        encounter.release();
        stage.service().startAgain();
        stage.service().awaitReady();

        long from = System.nanoTime();
        settles(journey, said, stage, heardBefore);
        System.out.printf(
                "%s: %s ms after the start, shop %s%n",
                journey, (System.nanoTime() - from) / 1_000_000, shop.deeds(order(said.token())));
        judge(journey, said, stage, shop, heardBefore);
        return said;
    }

    private static Encounter ambush(Point point, Stage stage, FakeShop shop) {
        return switch (point) {
            case BEFORE_STORED -> stage.proxy().arm(new PgTrap("/* turn.commit */", Moment.BEFORE_COMMIT));
            case AFTER_STORED -> stage.proxy().arm(new PgTrap("/* turn.commit */", Moment.AFTER_COMMIT));
            case BEFORE_CLAIM -> stage.proxy().arm(new PgTrap("/* action.claim */", Moment.BEFORE_COMMIT));
            case AFTER_CLAIM -> stage.proxy().arm(new PgTrap("/* action.claim */", Moment.AFTER_FIND));
            case SHOP_WORKING -> shop.holdNextAnswer();
            case BEFORE_SETTLE -> stage.proxy().arm(new PgTrap("/* action.settle */", Moment.BEFORE_COMMIT));
            case AFTER_SETTLE -> stage.proxy().arm(new PgTrap("/* action.settle */", Moment.AFTER_COMMIT));
        };
    }

    private void settles(Journey journey, Said said, Stage stage, int heardBefore) {
        Rows rows = new Rows(stage.postgres());
        try {
            await().atMost(PATIENCE)
                    .until(() -> stage.world().courier().undelivered() == 0
                            && stage.world().ledger().sends().size() > heardBefore
                            && actions(stage, said, "a.due_at IS NOT NULL") == 0
                            && rows.unfinished().isEmpty());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    journey + " does not settle; unfinished: " + rows.unfinished() + "\n" + stage.logs(), e);
        }
    }

    private void judge(Journey journey, Said said, Stage stage, FakeShop shop, int heardBefore) {
        List<Send> all = stage.world().ledger().sends();
        List<Send> heard = all.subList(heardBefore, all.size());
        softly.assertThat(heard).as("%s: one word", journey).hasSize(1);
        softly.assertThat(said.sends())
                .as("%s: answers of the model among %s", journey, heard)
                .isEqualTo(journey.endsWithColleague() ? 0 : 1);
        if (journey.endsWithColleague()) {
            softly.assertThat(heard).extracting(Send::text).as("%s", journey).containsExactly(UNCLEAR);
        }
        long handedOver = new Rows(stage.postgres()).count("""
                SELECT count(*) FROM conversation_message m JOIN conversation_control c USING (conversation_id)
                WHERE m.provider_id = '%s' AND c.mode = 'human_handoff'
                """.formatted(said.providerId()));
        softly.assertThat(handedOver).as("%s: handed over", journey).isEqualTo(journey.endsWithColleague() ? 1 : 0);
        softly.assertThat(actions(stage, said, "true"))
                .as("%s: actions stored", journey)
                .isEqualTo(1);
        softly.assertThat(actions(stage, said, "a.state = 'succeeded'"))
                .as("%s: succeeded", journey)
                .isEqualTo(journey.endsWithColleague() ? 0 : 1);
        judgeShop(journey, shop.deeds(order(said.token())));
    }

    private void judgeShop(Journey journey, List<FakeShop.Deed> deeds) {
        String what = journey + ": " + deeds;
        switch (journey.effect()) {
            case "read" -> softly.assertThat(deeds).as(what).isNotEmpty();
            case "idempotent" -> {
                softly.assertThat(deeds).as(what).isNotEmpty();
                softly.assertThat(deeds.stream().map(FakeShop.Deed::key).distinct())
                        .as(what)
                        .hasSize(1)
                        .doesNotContain("");
            }
            case "lookup-first" -> softly.assertThat(deeds).as(what).hasSize(1);
            default ->
                // Whoever died between the claim and the wire has done nothing, and nobody else may.
                softly.assertThat(deeds).as(what).hasSize(journey.point() == Point.AFTER_CLAIM ? 0 : 1);
        }
    }

    private String envelope(Token token) {
        Journey journey = Objects.requireNonNull(journeys.get(token.conversation()));
        return """
                {"action":"api_call","reason":"because","metadata":{"endpoint":"%s","parameters":{"order":"%s"}}}""".formatted(journey.effect(), order(token));
    }

    private static String order(Token token) {
        return Integer.toString(4_000 + token.conversation());
    }

    private static long actions(Stage stage, Said said, String condition) {
        return new Rows(stage.postgres()).count("""
                SELECT count(*) FROM conversation_message m JOIN action a USING (conversation_id)
                WHERE m.provider_id = '%s' AND %s
                """.formatted(said.providerId(), condition));
    }

    /** Endpoints have names that no environment variable can spell, so they come in a file. */
    private static Map<String, String> settings(FakeShop shop) throws IOException {
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "shop-", ".properties");
        file.toFile().deleteOnExit();
        Files.writeString(
                file,
                shop.settings().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(joining("\n")),
                UTF_8);
        return Map.of(
                "SMALLRYE_CONFIG_LOCATIONS", file.toUri().toString(),
                "RELAYDESK_ACTION_RUN_CLAIM", "2s",
                "RELAYDESK_ACTION_RUN_CERTAIN_AFTER", "500ms",
                "RELAYDESK_ACTION_RUN_PAUSE", "100ms");
    }
}
