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
import org.junit.jupiter.api.Test;

/**
 * The model is the attacker. Whatever it says, nothing is allowed outside the policy, and each verdict is the one that
 * {@link SecondOpinion} finds by its own means. {@code -Drelaydesk.full=true} is the whole of it, the small form runs with
 * every build; {@code -Drelaydesk.seed} repeats a run.
 */
class HostileEnvelopesTest {

    private static final int SMALL = 20_000;
    private static final int FULL = 200_000;
    private static final int COUNT = Boolean.getBoolean("relaydesk.full") ? FULL : SMALL;
    private static final long SEED = Long.getLong("relaydesk.seed", 14_929_035_795_929L);

    private static final Catalogue CATALOGUE = new ActionCatalogue(
                    Optional.empty(),
                    "handoff_sales = handoff department=sales",
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .current();

    @Test
    void no_envelope_gets_past_the_policy_and_two_judges_agree_on_each() {
        System.out.println("relaydesk.seed=" + SEED);
        var random = new Random(SEED);
        var replies = new HostileReplies(random);
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);

        for (int i = 0; i < COUNT; i++) {
            World world = replies.world();
            Prose prose = random.nextBoolean() ? Prose.REJECT : Prose.LENIENT;
            String reply = replies.next();

            Assessment assessment = ActionChecks.assess(reply, true, CATALOGUE, prose, world);

            Verdict expected = new SecondOpinion(world).on(reply, prose);
            if (assessment.verdict() != expected) {
                fail("%s, not %s: number %d of seed %d, %s, %s\n%s"
                        .formatted(assessment.verdict(), expected, i, SEED, prose, assessment.checks(), reply));
            }
            withinPolicy(assessment, world);
            seen.merge(expected, 1, Integer::sum);
            if (assessment.decision() instanceof Decision.Perform(ActionRequest request, var _)) {
                world.earlier.put(request.fingerprint(), World.CUSTOMER);
                Verdict again = ActionChecks.assess(reply, true, CATALOGUE, prose, world)
                        .verdict();
                boolean kept = !world.policy(request.name()).dedupeWindow().isZero();
                assertThat(again).isEqualTo(kept ? Verdict.DUPLICATE_ACTION : expected);
                seen.merge(again, 1, Integer::sum);
            }
        }

        System.out.println(COUNT + " hostile replies: " + seen);
        assertThat(seen.keySet())
                .as("every verdict but that of a reply that broke off, and the one that is the turn's to know")
                .containsAll(EnumSet.complementOf(EnumSet.of(Verdict.INCOMPLETE_REPLY, Verdict.TOO_MANY_MODEL_CALLS)));
    }

    private static void withinPolicy(Assessment assessment, World world) {
        switch (assessment.decision()) {
            case Decision.Perform(ActionRequest request, Tier tier) -> {
                ActionPolicy policy = world.policy(request.name());
                assertThat(policy.enabled()).isTrue();
                assertThat(tier).isEqualTo(policy.tier()).isNotEqualTo(Tier.NEVER);
                assertThat(policy.modes()).contains(world.mode);
                assertThat(policy.quota() == 0 || world.performed.getOrDefault(request.name(), 0) < policy.quota())
                        .isTrue();
                if (request.parameters().has("ticket")) {
                    assertThat(world.tickets)
                            .contains(request.parameters().get("ticket").textValue());
                }
                assertThat(CATALOGUE.definitions()).containsKey(request.name());
                assertThat(assessment.checks()).allMatch(CheckResult::passed);
            }
            case Decision.SpeakText(String text) -> assertThat(text.indexOf(0)).isNegative();
            case Decision.Duplicate _, Decision.Repair _, Decision.Refuse _ ->
                assertThat(assessment.checks()).anyMatch(check -> check.code() == assessment.verdict());
        }
    }
}
