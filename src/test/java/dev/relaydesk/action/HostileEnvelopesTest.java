package dev.relaydesk.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.action.catalogue.Catalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model is the attacker. Whatever it says, nothing is allowed outside the policy, and each verdict is the one that
 * {@link SecondOpinion} finds by its own means. {@code -Drelaydesk.full=true} is the whole of it, with a seed of its own
 * that it names; {@code -Drelaydesk.seed} repeats it. The small form runs with every build and is always the same.
 */
class HostileEnvelopesTest {

    private static final int SMALL = 20_000;
    private static final int FULL = 200_000;
    private static final boolean WHOLE = Boolean.getBoolean("relaydesk.full");
    private static final long SEED = Long.getLong("relaydesk.seed", WHOLE ? System.nanoTime() : 20_261_120L);

    private static final Set<Verdict> FOUND_BY_OTHERS =
            EnumSet.of(Verdict.INCOMPLETE_REPLY, Verdict.TOO_MANY_MODEL_CALLS);

    private static final Catalogue CATALOGUE = new ActionCatalogue(
                    Optional.empty(),
                    "handoff_sales = handoff department=sales",
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .current();

    @Test
    void no_envelope_gets_past_the_policy_and_two_judges_agree_on_each() {
        Set<Verdict> seen = judged(SEED, WHOLE ? FULL : SMALL);

        if (WHOLE) {
            assertThat(seen).as("seed %d", SEED).containsAll(EnumSet.complementOf(EnumSet.copyOf(FOUND_BY_OTHERS)));
        }
    }

    /** In them the two once disagreed: on NaN in front of a NUL character, and on a byte order mark within a fence. */
    @ParameterizedTest
    @ValueSource(longs = {19_164_678_779_258L, 39_444_758_926_211L})
    void they_agree_where_they_did_not(long seed) {
        judged(seed, SMALL);
    }

    @Test
    void a_small_run_meets_every_verdict() {
        assertThat(judged(14_929_035_795_929L, SMALL))
                .as("every verdict but that of a reply that broke off, and the one that is the turn's to know")
                .containsAll(EnumSet.complementOf(EnumSet.copyOf(FOUND_BY_OTHERS)));
    }

    private static Set<Verdict> judged(long seed, int count) {
        System.out.println("relaydesk.seed=" + seed);
        var random = new Random(seed);
        var replies = new HostileReplies(random);
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        for (int i = 0; i < count; i++) {
            World world = replies.world();
            Prose prose = random.nextBoolean() ? Prose.REJECT : Prose.LENIENT;
            String reply = replies.next();
            String context = "number %d of seed %d, %s\n%s".formatted(i, seed, prose, reply);

            Assessment assessment = ActionChecks.assess(reply, true, CATALOGUE, prose, world);

            Verdict expected = new SecondOpinion(world).on(reply, prose);
            if (assessment.verdict() != expected) {
                fail("%s, not %s: %s, %s".formatted(assessment.verdict(), expected, assessment.checks(), context));
            }
            withinPolicy(assessment, world, context);
            seen.merge(expected, 1, Integer::sum);
            if (assessment.decision() instanceof Decision.Perform(ActionRequest request, var _)) {
                world.earlier.put(request.fingerprint(), World.CUSTOMER);
                Verdict again = ActionChecks.assess(reply, true, CATALOGUE, prose, world)
                        .verdict();
                boolean kept = !world.policy(request.name()).dedupeWindow().isZero();
                assertThat(again).as(context).isEqualTo(kept ? Verdict.DUPLICATE_ACTION : expected);
                seen.merge(again, 1, Integer::sum);
            }
        }
        System.out.println(count + " hostile replies: " + seen);
        return seen.keySet();
    }

    private static void withinPolicy(Assessment assessment, World world, String context) {
        switch (assessment.decision()) {
            case Decision.Perform(ActionRequest request, Tier tier) -> {
                ActionPolicy policy = world.policy(request.name());
                assertThat(policy.enabled()).as(context).isTrue();
                assertThat(tier).as(context).isEqualTo(policy.tier()).isNotEqualTo(Tier.NEVER);
                assertThat(policy.modes()).as(context).contains(world.mode);
                assertThat(policy.quota() == 0 || world.performed.getOrDefault(request.name(), 0) < policy.quota())
                        .as(context)
                        .isTrue();
                if (request.parameters().has("ticket")) {
                    assertThat(world.tickets)
                            .as(context)
                            .contains(request.parameters().get("ticket").textValue());
                }
                assertThat(CATALOGUE.definitions()).as(context).containsKey(request.name());
                assertThat(assessment.checks()).as(context).allMatch(CheckResult::passed);
            }
            case Decision.SpeakText(String text) ->
                assertThat(text.indexOf(0)).as(context).isNegative();
            case Decision.Duplicate _, Decision.Repair _, Decision.Refuse _ ->
                assertThat(assessment.checks()).as(context).anyMatch(check -> check.code() == assessment.verdict());
        }
    }
}
