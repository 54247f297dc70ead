package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may work on a conversation, when several processes want to. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@TestProfile(LeaseStory.NoWorkers.class)
class LeaseStoryTest extends LeaseStory {

    @Test
    void of_two_who_claim_at_once_exactly_one_gets_it_every_time() throws Exception {
        for (int round = 1; round <= 200; round++) {
            story.sql("UPDATE conversation_control SET lease_owner = NULL, lease_until = NULL");
            var start = new CyclicBarrier(2);
            List<Future<Optional<Claim>>> tries = new ArrayList<>();
            for (String owner : List.of("one", "other")) {
                tries.add(owners.submit(() -> {
                    start.await(5, TimeUnit.SECONDS);
                    return claimedBy(owner);
                }));
            }
            List<Claim> got = new ArrayList<>();
            for (var attempt : tries) {
                attempt.get().ifPresent(got::add);
            }
            assertThat(got).as("round %s", round).hasSize(1);
            assertThat(got.getFirst().token()).isEqualTo(round);
            assertThat(got.getFirst().messages()).hasSize(1);
            assertThat(control("lease_owner")).isEqualTo(got.getFirst().owner());
        }
    }

    @Test
    void a_claim_brings_what_was_said_and_which_button_said_it() {
        Claim.Message message = claimedBy("one").orElseThrow().messages().getFirst();

        assertThat(message.text()).isEqualTo("hello");
        assertThat(message.choiceId()).isEqualTo("greet");
    }

    @Test
    void a_renewed_lease_keeps_others_out() {
        Claim claim = claimedBy("one").orElseThrow();
        theLeaseRunsOut();

        claims.renew("one", List.of(claim.conversation()), LONG);

        assertThat(claimedBy("other")).isEmpty();
        assertThat(ends(claim, Way.ANSWERED)).isTrue();
    }

    @Test
    void a_lease_that_ran_out_lets_others_in_with_the_next_token_and_cannot_be_renewed_then() {
        Claim lost = claimedBy("one").orElseThrow();
        assertThat(claimedBy("other")).isEmpty();
        theLeaseRunsOut();

        Claim held = claimedBy("other").orElseThrow();

        assertThat(held.token()).isEqualTo(lost.token() + 1);
        assertThat(held.crashes()).isEqualTo(1);
        theLeaseRunsOut();
        claims.renew("one", List.of(lost.conversation()), LONG);
        assertThat(claimedBy("third")).isPresent();
    }

    @Test
    void a_process_that_stops_lets_others_in_at_once_and_counts_as_no_crash() {
        Claim given = claimedBy("one").orElseThrow();

        claims.release("somebody else");
        assertThat(claimedBy("other")).isEmpty();
        claims.release("one");

        Claim held = claimedBy("other").orElseThrow();
        assertThat(held.token()).isEqualTo(given.token() + 1);
        assertThat(held.crashes()).isZero();
    }

    @Test
    void what_came_after_the_claim_is_left_for_the_next_turn() {
        Claim claim = claimedBy("one").orElseThrow();
        story.sql(
                "UPDATE conversation_control SET wake_count = wake_count + 1, due_at = now() WHERE conversation_id = ?",
                conversation);

        assertThat(ends(claim, Way.ANSWERED)).isTrue();

        assertThat(claimedBy("other")).isPresent();
    }
}
