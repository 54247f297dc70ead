package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.handoff.Takeovers;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever writes elsewhere sees there what became of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class StaffWordsStoryTest {

    private static final String ESCALATED = "I am handing you over to a colleague, who will answer here.";
    private static final String JOINED = "Ben has joined and will help you from here.";

    @Inject
    Story story;

    @Inject
    HandoffScene scene;

    @Inject
    ScriptedDesk desk;

    @Inject
    Takeovers takeovers;

    @BeforeEach
    void begin() {
        scene.begins();
    }

    @Test
    void an_answer_is_marked_when_it_has_gone_out() {
        Customer ana = scene.asksForAHuman();

        scene.does("ben", StaffEvent.Kind.TEXT, scene.told(ana, Notice.Kind.REQUEST), "here I am");

        assertThat(scene.told(ana, Notice.Kind.WENT_OUT).recipient()).isEqualTo("ben");
        ana.hasHeardExactly(ESCALATED, JOINED, "here I am");
    }

    @Test
    void an_answer_that_the_channel_refuses_is_crossed_with_the_reason() {
        Customer ana = scene.asksForAHuman();
        scene.take(ana, "ben");
        story.everythingSettles();
        story.whatsApp().plans(ana.phone(), new ScriptedWhatsApp.Fate.Refused(400, 131047));

        scene.does("ben", StaffEvent.Kind.TEXT, scene.told(ana, Notice.Kind.REQUEST), "too late");

        assertThat(scene.told(ana, Notice.Kind.NOT_SENT).text()).contains("131047");
        assertThat(kinds(ana)).doesNotContain("WENT_OUT");
    }

    @Test
    void an_answer_that_was_taken_and_refused_later_is_crossed_then() {
        Customer ana = scene.asksForAHuman();
        scene.does("ben", StaffEvent.Kind.TEXT, scene.told(ana, Notice.Kind.REQUEST), "here I am");
        scene.told(ana, Notice.Kind.WENT_OUT);

        story.reports(ana.lastHeard(), "failed");

        assertThat(scene.told(ana, Notice.Kind.NOT_SENT).text()).startsWith("The channel refused it");
    }

    @Test
    void whoever_may_not_answer_sees_a_cross_beside_the_reason() {
        Customer ana = scene.asksForAHuman();
        Notice request = scene.told(ana, Notice.Kind.REQUEST);
        scene.take(ana, "ben");

        scene.does("cleo", StaffEvent.Kind.TEXT, request, "me too");

        assertThat(scene.told(ana, Notice.Kind.NOT_SENT).text()).isNull();
        assertThat(scene.told(ana, Notice.Kind.ANSWER).text()).startsWith("Ben has had this conversation since");
    }

    @Test
    void an_event_whose_end_was_lost_in_a_crash_is_not_said_again() {
        Customer ana = scene.asksForAHuman();
        scene.does("ben", StaffEvent.Kind.TEXT, scene.told(ana, Notice.Kind.REQUEST), "once");
        scene.told(ana, Notice.Kind.WENT_OUT);

        story.sql(
                "UPDATE handoff_event SET state = 'received', due_at = now() WHERE value = 'once' AND state = 'done'");
        story.until("SELECT count(*)::text FROM handoff_event WHERE value = 'once' AND state = 'received'", "0");
        story.everythingSettles();

        ana.hasHeardExactly(ESCALATED, JOINED, "once");
    }

    @Test
    void a_note_is_kept_for_colleagues_and_reaches_neither_customer_nor_model() {
        Customer ana = scene.asksForAHuman();
        scene.take(ana, "ben");

        scene.does("cleo", StaffEvent.Kind.NOTE, scene.told(ana, Notice.Kind.REQUEST), "he pays late");
        scene.told(ana, Notice.Kind.KEPT);
        takeovers.handBack(HandoffScene.ana(ana), null, scene.colleague("ben"), "all is well");
        ana.writes("thank you " + ana.phone());
        story.everythingSettles();

        assertThat(story.text("""
                SELECT string_agg(author || ' ' || text, ',' ORDER BY id) FROM conversation_message
                WHERE conversation_id = ?::uuid AND kind = 'note'
                """, ana.conversation())).isEqualTo("agent Cleo: he pays late,agent Ben: all is well");
        assertThat(ana.heard()).noneMatch(text -> text.contains("pays late"));
        assertThat(story.space().asked(ana.phone()).getFirst().prompt())
                .contains("all is well")
                .doesNotContain("pays late");
    }

    @Test
    void a_note_of_somebody_without_an_account_is_not_kept() {
        Customer ana = scene.asksForAHuman();

        scene.does("stranger", StaffEvent.Kind.NOTE, scene.told(ana, Notice.Kind.REQUEST), "let me in");

        assertThat(scene.told(ana, Notice.Kind.ANSWER).text()).contains("no account");
        scene.told(ana, Notice.Kind.NOT_SENT);
        assertThat(story.text("SELECT count(*) FROM conversation_message WHERE text LIKE '%let me in'"))
                .isEqualTo("0");
    }

    private Iterable<String> kinds(Customer customer) {
        return desk.told(HandoffScene.ana(customer).value()).stream()
                .map(notice -> notice.kind().name())
                .toList();
    }
}
