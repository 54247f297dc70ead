package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a claim is still good for, by whoever holds it or held it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@TestProfile(LeaseStory.NoWorkers.class)
class LostClaimStoryTest extends LeaseStory {

    @ParameterizedTest
    @EnumSource
    void whoever_holds_the_claim_may_end_it(Way way) {
        Claim claim = claimedBy("one").orElseThrow();

        assertThat(ends(claim, way)).isTrue();

        assertThat(control("lease_owner")).isEqualTo("free");
    }

    @ParameterizedTest
    @EnumSource
    void whoever_lost_the_claim_ends_nothing(Way way) {
        Claim lost = claimedBy("one").orElseThrow();
        theLeaseRunsOut();
        Claim held = claimedBy("other").orElseThrow();

        endsNothing(lost, way);
        assertThat(ends(held, way)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_same_owner_with_an_older_token_ends_nothing(Way way) {
        Claim lost = claimedBy("one").orElseThrow();
        theLeaseRunsOut();
        assertThat(claimedBy("one")).isPresent();

        endsNothing(lost, way);
    }

    /** A crash of the database may forget a claim, and the next one gets the same number. */
    @ParameterizedTest
    @EnumSource
    void a_token_that_was_given_twice_is_good_for_its_holder_only(Way way) {
        Claim forgotten = claimedBy("one").orElseThrow();
        story.sql("UPDATE conversation_control SET lease_owner = 'other' WHERE conversation_id = ?", conversation);

        endsNothing(forgotten, way);
    }

    @ParameterizedTest
    @EnumSource
    void a_claim_from_before_a_change_of_speaker_settles_no_message(Way way) {
        Claim claim = claimedBy("one").orElseThrow();
        story.sql("UPDATE conversation_control SET epoch = epoch + 1 WHERE conversation_id = ?", conversation);
        String before = everything();

        assertThat(ends(claim, way)).isEqualTo(!way.settlesMessages());

        if (way.settlesMessages()) {
            assertThat(everything()).isEqualTo(before);
        }
    }

    @Test
    void a_result_that_waited_for_the_end_of_a_question_stays_due_though_an_older_claim_ends_with_nothing() {
        story.sql("UPDATE conversation_message SET kind = 'result' WHERE conversation_id = ?", conversation);
        jdbi.useTransaction(transaction -> speaker.awaitConfirmation(transaction, new ConversationId(conversation)));
        Claim claim = claimedBy("one").orElseThrow();
        assertThat(claim.messages()).isEmpty();
        jdbi.useTransaction(
                transaction -> speaker.confirmationOver(transaction, new ConversationId(conversation), "expired"));

        assertThat(ends(claim, Way.NOTHING_LEFT)).isTrue();

        assertThat(claimedBy("other").orElseThrow().messages()).hasSize(1);
    }

    @Test
    void of_two_answers_committed_together_only_the_one_that_holds_its_claim_counts() {
        Claim lost = claimedBy("one").orElseThrow();
        theLeaseRunsOut();
        Claim held = claimedBy("one").orElseThrow();
        var late = new AnsweredTurn(lost, UUID.randomUUID(), THREAD);
        var inTime = new AnsweredTurn(held, UUID.randomUUID(), THREAD);

        Map<UUID, Boolean> ended =
                jdbi.inTransaction(transaction -> AnsweredTurn.end(transaction, List.of(late, inTime)));

        assertThat(ended).containsExactly(Map.entry(inTime.turn(), false));
        assertThat(story.text("SELECT turn_id::text FROM conversation_message WHERE conversation_id = ?", conversation))
                .isEqualTo(inTime.turn().toString());
    }

    private void endsNothing(Claim claim, Way way) {
        String before = everything();
        assertThat(ends(claim, way)).isFalse();
        assertThat(everything()).isEqualTo(before);
    }
}
