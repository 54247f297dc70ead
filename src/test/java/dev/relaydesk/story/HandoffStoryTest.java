package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.handoff.StaffInbox;
import dev.relaydesk.handoff.TakeoverResult;
import dev.relaydesk.handoff.Takeovers;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer needs a human, and one comes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class HandoffStoryTest {

    private static final String ESCALATED = "I am handing you over to a colleague, who will answer here.";

    @Inject
    Story story;

    @Inject
    HandoffScene scene;

    @Inject
    ScriptedDesk desk;

    @Inject
    Takeovers takeovers;

    @Inject
    StaffInbox inbox;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void begin() {
        scene.begins();
    }

    @Test
    void the_word_human_alone_gets_one_without_the_model() {
        Customer ana = scene.asksForAHuman();

        assertThat(ana.mode()).isEqualTo("human_handoff");
        ana.hasHeardExactly(ESCALATED);
        assertThat(story.space().asked(ana.phone())).isEmpty();
        assertThat(scene.handoff(ana, "source || ' ' || cause || ' ' || state"))
                .isEqualTo("customer customer_asked waiting");
    }

    @Test
    void a_colleague_takes_over_by_a_button_and_what_is_written_goes_both_ways() {
        Customer ana = scene.asksForAHuman();
        Notice request = scene.told(ana, Notice.Kind.REQUEST);
        assertThat(request.card().lines()).anyMatch(line -> line.text().equals("Human!"));

        scene.does("ben", StaffEvent.Kind.PRESS, request, StaffEvent.TAKE);
        scene.told(ana, Notice.Kind.UPDATE);
        assertThat(scene.handoff(ana, "state || ' ' || taken_via")).isEqualTo("taken desk");
        ana.writes("are you there");
        assertThat(scene.told(ana, Notice.Kind.CUSTOMER).text()).isEqualTo("are you there");
        scene.does("ben", StaffEvent.Kind.TEXT, request, "I am, what is it?");

        HandoffScene.heardInTheEnd(ana, ESCALATED, "Ben has joined and will help you from here.", "I am, what is it?");
        assertThat(ana.written()).isEqualTo("answered left_to_human");
    }

    @Test
    void handed_back_the_bot_goes_on_knows_what_was_agreed_and_does_not_repeat_itself() {
        Customer ana = scene.asksForAHuman();
        ana.writes("my parcel " + ana.phone());
        story.everythingSettles();
        assertThat(scene.take(ana, "ben")).isInstanceOf(TakeoverResult.Done.class);

        takeovers.handBack(HandoffScene.ana(ana), null, scene.colleague("ben"), "A new parcel is sent on Monday");
        story.everythingSettles();
        assertThat(ana.mode()).isEqualTo("bot");
        assertThat(story.space().asked(ana.phone())).isEmpty();

        ana.writes("thank you " + ana.phone());
        story.everythingSettles();
        var asked = story.space().asked(ana.phone());
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().prompt()).contains("A new parcel is sent on Monday", "thank you " + ana.phone());
        ana.writes("one more " + ana.phone());
        story.everythingSettles();
        assertThat(story.space().asked(ana.phone()).getLast().prompt()).doesNotContain("Monday");
    }

    @Test
    void what_was_still_unread_when_it_was_handed_back_is_not_answered() {
        Customer ana = scene.asksForAHuman();
        scene.take(ana, "ben");
        ana.writes("to ben " + ana.phone());
        story.until("SELECT count(*)::text FROM conversation_message WHERE text = 'to ben " + ana.phone() + "'", "1");
        story.sql("""
                UPDATE conversation_message SET state = 'pending'
                WHERE conversation_id = ?::uuid AND text LIKE 'to ben%'
                """, ana.conversation());

        takeovers.handBack(HandoffScene.ana(ana), null, scene.colleague("ben"), null);
        story.sql("UPDATE conversation_control SET due_at = now() WHERE conversation_id = ?::uuid", ana.conversation());
        story.everythingSettles();

        assertThat(ana.written()).isEqualTo("answered left_to_human");
        assertThat(story.space().asked(ana.phone())).isEmpty();
    }

    @Test
    void of_two_who_come_at_once_one_wins_and_the_other_hears_who() throws InterruptedException, ExecutionException {
        Customer ana = scene.asksForAHuman();

        List<Future<TakeoverResult>> both;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<TakeoverResult>> calls = List.of(() -> scene.take(ana, "ben"), () -> scene.take(ana, "cleo"));
            both = threads.invokeAll(calls);
        }

        TakeoverResult first = both.get(0).get();
        TakeoverResult second = both.get(1).get();
        assertThat(List.of(first, second)).hasAtLeastOneElementOfType(TakeoverResult.Done.class);
        TakeoverResult lost = first instanceof TakeoverResult.Done ? second : first;
        assertThat(lost)
                .isInstanceOfSatisfying(
                        TakeoverResult.TakenBefore.class,
                        taken -> assertThat(taken.name()).isIn("Ben", "Cleo"));
        assertThat(ana.heard()).filteredOn(text -> text.contains("has joined")).hasSize(1);
    }

    @Test
    void who_presses_too_late_or_has_no_account_is_told_so() {
        Customer ana = scene.asksForAHuman();
        Notice request = scene.told(ana, Notice.Kind.REQUEST);
        scene.take(ana, "ben");

        scene.does("cleo", StaffEvent.Kind.PRESS, request, StaffEvent.TAKE);
        assertThat(scene.told(ana, Notice.Kind.ANSWER).text()).startsWith("Ben has had this conversation since");
        desk.forgets();
        scene.does("vic", StaffEvent.Kind.TEXT, request, "let me say something");
        assertThat(scene.told(ana, Notice.Kind.ANSWER).text()).contains("no account");
        desk.forgets();
        scene.does("stranger", StaffEvent.Kind.PRESS, request, StaffEvent.TAKE);
        assertThat(scene.told(ana, Notice.Kind.ANSWER).text()).contains("no account");

        assertThat(ana.heard()).containsExactly(ESCALATED, "Ben has joined and will help you from here.");
    }

    @Test
    void an_event_of_staff_that_comes_twice_is_done_once() {
        Customer ana = scene.asksForAHuman();
        Notice request = scene.told(ana, Notice.Kind.REQUEST);

        var event = HandoffScene.event("ben", StaffEvent.Kind.TEXT, request, "only once");
        for (int i = 0; i < 3; i++) {
            jdbi.useTransaction(transaction -> inbox.accept(transaction, event));
        }

        HandoffScene.heardInTheEnd(ana, ESCALATED, "Ben has joined and will help you from here.", "only once");
    }

    @Test
    void a_notice_that_cannot_be_told_at_first_is_told_in_the_end() {
        desk.isAwayFor(2);
        Customer ana = scene.asksForAHuman();

        assertThat(scene.told(ana, Notice.Kind.REQUEST).attempt()).isEqualTo(3);
    }

    @Test
    void when_nobody_can_be_told_the_customer_hears_the_truth_once() {
        desk.isAwayFor(1_000);
        Customer ana = scene.asksForAHuman();

        HandoffScene.heardInTheEnd(
                ana,
                ESCALATED,
                "I am sorry, nobody could be reached yet. Your message is kept and a colleague will answer as soon as possible.");
        assertThat(story.text("""
                SELECT string_agg(n.channel || ':' || n.state, ' ' ORDER BY n.channel) FROM handoff_notice n
                JOIN handoff h ON h.id = n.handoff_id WHERE h.conversation_id = ?::uuid
                """, ana.conversation())).isEqualTo("console:sent desk:failed");
    }

    @Test
    void a_handoff_that_nobody_is_told_of_cannot_be_written() {
        Customer ana = story.customer();
        ana.writes("hello " + ana.phone());
        story.everythingSettles();

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> story.sql("""
                        INSERT INTO handoff (id, conversation_id, epoch, source, cause)
                        SELECT gen_random_uuid(), conversation_id, 99, 'rule', 'test' FROM conversation_control
                        WHERE conversation_id = ?::uuid
                        """, ana.conversation()))
                .hasMessageContaining("without a notice");
    }

    @Test
    void whoever_writes_from_the_business_phone_has_taken_over() {
        Customer ana = story.customer();
        ana.writes("hello " + ana.phone());
        story.everythingSettles();

        ana.hearsFromAColleague("I do this");
        story.everythingSettles();

        assertThat(ana.mode()).isEqualTo("human_handoff");
        assertThat(scene.handoff(ana, "source || ' ' || state || ' ' || taken_via"))
                .isEqualTo("echo taken business_phone");
    }

    @Test
    void a_conversation_that_was_left_alone_goes_back_to_the_bot() {
        Customer ana = scene.asksForAHuman();
        scene.take(ana, "ben");
        story.sql(
                "UPDATE handoff SET last_activity_at = now() - interval '9 hours' WHERE conversation_id = ?::uuid",
                ana.conversation());

        await().atMost(Duration.ofSeconds(20)).until(() -> ana.mode().equals("bot"));
        assertThat(ana.heard()).endsWith("You are talking to the assistant again.");
    }
}
