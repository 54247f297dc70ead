package dev.relaydesk.story;

import static dev.relaydesk.story.ActionStory.envelope;
import static dev.relaydesk.story.ScriptedSpace.after;
import static dev.relaydesk.story.ScriptedSpace.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.access.Actor;
import dev.relaydesk.action.ActionPolicy;
import dev.relaydesk.action.Policies;
import dev.relaydesk.action.Tier;
import dev.relaydesk.conversation.Mode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an action's result that comes while the conversation is not simply the bot's. */
@QuarkusTest
@WithTestResource(StoryResource.class)
class ResultStoryTest {

    private static final String ORDER = envelope("api_call", "'endpoint':'order-status','parameters':{'order':'4711'}");
    private static final String RESEARCH = envelope("deep_research", "'question':'Which carriers go to Norway?'");
    private static final String TICKET =
            envelope("create_ticket", "'subject':'Parcel lost','description':'Order 4711 did not arrive'");
    private static final String SHIPPED = "It has been shipped.";

    @Inject
    Story story;

    @Inject
    Policies policies;

    private final Moment shopWorks = new Moment();
    private Customer ana;

    @BeforeEach
    void a_customer_waits_for_the_shop() throws InterruptedException {
        story.begins();
        Duration hour = Duration.ofHours(1);
        policy(new ActionPolicy(true, Tier.CONFIRM_CUSTOMER, 5, hour, hour, Set.of(Mode.BOT)));
        ana = story.customer();
        story.shop().plays(new ScriptedShop.Fate.AnswersAfter(shopWorks, "{\"status\":\"shipped\"}"));
        story.space().plays(says(ORDER));
        ana.writes("where is my order?");
        shopWorks.await();
    }

    @Test
    void it_waits_while_a_question_is_open_and_is_answered_after_the_yes() {
        theResultComesWhileAnaIsAsked();
        assertThat(ana.heard()).singleElement().asString().contains("Shall I do this?");
        assertThat(ana.mode()).isEqualTo("awaiting_confirmation");

        story.space().plays(says(SHIPPED));
        ana.presses("Yes, do it");
        story.everythingSettles();

        assertThat(ana.heard()).hasSize(3).last().isEqualTo(SHIPPED);
        assertThat(ana.actions()).isEqualTo("api_call:succeeded deep_research:succeeded");
        assertThat(result()).isEqualTo("answered");
    }

    @Test
    void it_is_answered_after_the_no() {
        theResultComesWhileAnaIsAsked();

        story.space().plays(says(SHIPPED));
        ana.presses("No");
        story.everythingSettles();

        assertThat(ana.heard()).hasSize(3).endsWith("All right, I leave it.", SHIPPED);
        assertThat(result()).isEqualTo("answered");
    }

    @Test
    void it_is_answered_together_with_what_the_customer_writes_instead() {
        theResultComesWhileAnaIsAsked();

        story.space().plays(says(SHIPPED));
        ana.writes("what are your hours?");
        story.everythingSettles();

        assertThat(ana.heard()).hasSize(2).last().isEqualTo(SHIPPED);
        assertThat(story.space().asked("what are your hours?"))
                .last()
                .satisfies(asked -> assertThat(asked.prompt()).contains("api_call, succeeded"));
        assertThat(result()).isEqualTo("answered");
    }

    @Test
    void it_is_answered_when_the_question_has_expired() {
        theResultComesWhileAnaIsAsked();

        story.space().plays(says(SHIPPED));
        story.sql(
                "UPDATE action SET due_at = now(), answer_until = now()"
                        + " WHERE state = 'awaiting_confirmation' AND conversation_id = ?::uuid",
                ana.conversation());
        untilTheResultIs("answered");
        story.everythingSettles();

        assertThat(ana.heard()).hasSize(3).last().isEqualTo(SHIPPED);
        assertThat(ana.heard().get(1)).startsWith("My question has expired");
    }

    @Test
    void it_is_left_to_the_colleague_who_takes_over_while_the_question_is_open() {
        theResultComesWhileAnaIsAsked();

        ana.hearsFromAColleague("I will look into it");
        untilTheResultIs("left_to_human");
        story.everythingSettles();

        assertThat(ana.heard()).hasSize(1);
        assertThat(ana.mode()).isEqualTo("human_handoff");
    }

    @Test
    void it_is_left_to_a_human_when_the_conversation_was_left_to_a_ticket_meanwhile() throws InterruptedException {
        Moment thinking = theResultComesWhileTheModelOpensATicket();
        thinking.pass();
        story.everythingSettles();

        assertThat(ana.heard()).singleElement().asString().contains("Parcel lost");
        assertThat(ana.mode()).isEqualTo("ticket_open");
        assertThat(result()).isEqualTo("left_to_human");
        assertThat(ana.needsStaff()).isEqualTo("left_to_human");
    }

    @Test
    void what_the_customer_writes_goes_into_the_ticket_and_the_result_does_not() throws InterruptedException {
        Moment thinking = theResultComesWhileTheModelOpensATicket();
        ana.writes("it was blue");
        story.until("SELECT count(*)::text FROM conversation_inbound WHERE state = 'received'", "0");
        thinking.pass();
        story.everythingSettles();

        assertThat(story.text("""
                        SELECT string_agg(c.text, ' | ') FROM ticket_comment c JOIN ticket t ON t.id = c.ticket_id
                        WHERE t.conversation_id = ?::uuid
                        """, ana.conversation())).isEqualTo("it was blue");
        assertThat(ana.written()).isEqualTo("answered answered answered");
        assertThat(ana.turns()).endsWith("answered:added_to_ticket");
        assertThat(result()).isEqualTo("left_to_human");
    }

    private void theResultComesWhileAnaIsAsked() {
        story.space().plays(says(RESEARCH));
        ana.writes("research it in depth");
        story.until(
                "SELECT mode FROM conversation_control WHERE conversation_id = '" + ana.conversation() + "'",
                "awaiting_confirmation");
        theResultComes();
        story.everythingSettles();
        assertThat(result()).isEqualTo("pending");
    }

    private Moment theResultComesWhileTheModelOpensATicket() throws InterruptedException {
        Moment thinking = new Moment();
        story.space().plays(after(thinking, says(TICKET)));
        ana.writes("it is lost");
        thinking.await();
        theResultComes();
        return thinking;
    }

    private void theResultComes() {
        shopWorks.pass();
        untilTheResultIs("pending");
    }

    private void untilTheResultIs(String state) {
        story.until(
                "SELECT state FROM conversation_message WHERE kind = 'result' AND conversation_id = '"
                        + ana.conversation() + "'",
                state);
    }

    private String result() {
        return story.text(
                "SELECT state FROM conversation_message WHERE kind = 'result' AND conversation_id = ?::uuid",
                ana.conversation());
    }

    private void policy(ActionPolicy policy) {
        policies.change("deep_research", policy, policies.held("deep_research").version(), Actor.SYSTEM);
    }
}
