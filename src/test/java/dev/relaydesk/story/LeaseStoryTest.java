package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Claims;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may work on a conversation, when several processes want to. The process under test wants nothing itself. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@TestProfile(LeaseStoryTest.NoWorkers.class)
class LeaseStoryTest {

    /** Nobody but the story claims. */
    public static class NoWorkers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("relaydesk.turn.workers", "0");
        }
    }

    private static final Duration LONG = Duration.ofHours(1);

    /** Every way in which a claim can end. */
    enum Way {
        ANSWERED,
        LEFT_TO_HUMAN,
        GAVE_UP,
        FAILED,
        DEFERRED,
        NOTHING_LEFT;

        boolean settlesMessages() {
            return this == ANSWERED || this == LEFT_TO_HUMAN || this == GAVE_UP;
        }

        boolean end(Ending ending) {
            return switch (this) {
                case ANSWERED -> ending.answered(UUID.randomUUID(), THREAD);
                case LEFT_TO_HUMAN -> ending.leftToHuman();
                case GAVE_UP -> ending.gaveUp(UUID.randomUUID());
                case FAILED -> ending.failed(Duration.ZERO);
                case DEFERRED -> ending.deferred(Duration.ZERO);
                case NOTHING_LEFT -> ending.nothingLeft();
            };
        }
    }

    private static final AnsweredTurn.ThreadNow THREAD =
            new AnsweredTurn.ThreadNow("backend", "slug", "story", StoryResource.COLLECTION);

    @Inject
    Story story;

    @Inject
    Claims claims;

    @Inject
    Speaker speaker;

    @Inject
    Jdbi jdbi;

    private final ExecutorService owners = Executors.newFixedThreadPool(2);
    private UUID conversation = new UUID(0, 0);

    @BeforeEach
    void one_conversation_is_due() {
        story.begins();
        story.sql("UPDATE conversation_control SET due_at = NULL");
        conversation = UUID.randomUUID();
        story.sql("INSERT INTO conversation_customer (id) VALUES (?)", conversation);
        story.sql("""
                INSERT INTO conversation (id, customer_id, channel, account, address, thread_frontend)
                VALUES (?, ?, 'api', 'api', 'api:lease', gen_random_uuid())
                """, conversation, conversation);
        story.sql(
                "INSERT INTO conversation_control (conversation_id, due_at, wake_count) VALUES (?, now(), 1)",
                conversation);
        story.sql("""
                INSERT INTO conversation_message (id, conversation_id, author, text, choice_id, said_at, state)
                VALUES (gen_random_uuid(), ?, 'customer', 'hello', 'greet', now(), 'pending')
                """, conversation);
    }

    @AfterEach
    void nobody_claims_any_more() {
        owners.shutdownNow();
    }

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
        String before = everything();

        assertThat(ends(lost, way)).isFalse();

        assertThat(everything()).isEqualTo(before);
        assertThat(ends(held, way)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_same_owner_with_an_older_token_ends_nothing(Way way) {
        Claim lost = claimedBy("one").orElseThrow();
        theLeaseRunsOut();
        assertThat(claimedBy("one")).isPresent();
        String before = everything();

        assertThat(ends(lost, way)).isFalse();

        assertThat(everything()).isEqualTo(before);
    }

    /** A crash of the database may forget a claim, and the next one gets the same number. */
    @ParameterizedTest
    @EnumSource
    void a_token_that_was_given_twice_is_good_for_its_holder_only(Way way) {
        Claim forgotten = claimedBy("one").orElseThrow();
        story.sql("UPDATE conversation_control SET lease_owner = 'other' WHERE conversation_id = ?", conversation);
        String before = everything();

        assertThat(ends(forgotten, way)).isFalse();

        assertThat(everything()).isEqualTo(before);
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

    private Optional<Claim> claimedBy(String owner) {
        return claims.claim(owner, 10, LONG, LONG).stream()
                .filter(claim -> claim.conversation().equals(new ConversationId(conversation)))
                .findFirst();
    }

    private boolean ends(Claim claim, Way way) {
        return jdbi.inTransaction(transaction -> way.end(new Ending(transaction, claim)));
    }

    private void theLeaseRunsOut() {
        story.sql(
                "UPDATE conversation_control SET lease_until = now() - interval '1 second' WHERE conversation_id = ?",
                conversation);
    }

    private String control(String column) {
        return story.text(
                "SELECT coalesce(" + column + ", 'free') FROM conversation_control WHERE conversation_id = ?",
                conversation);
    }

    /** The rows of the conversation, whole. */
    private String everything() {
        return story.text("""
                SELECT v::text || c::text || (SELECT string_agg(m::text, ' ' ORDER BY m.id) FROM conversation_message m
                                              WHERE m.conversation_id = v.id)
                FROM conversation v JOIN conversation_control c ON c.conversation_id = v.id WHERE v.id = ?
                """, conversation);
    }
}
