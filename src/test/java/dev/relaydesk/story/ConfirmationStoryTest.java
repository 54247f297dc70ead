package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.action.Tier;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done only when the customer has said yes. */
@QuarkusTest
@WithTestResource(StoryResource.class)
class ConfirmationStoryTest extends ActionStory {

    @Test
    void a_question_is_answered_by_its_button_and_only_then_it_is_done() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);

        assertThat(ana.lastHeard().text()).contains("Shall I do this?", "- subject: Parcel lost");
        assertThat(ana.mode()).isEqualTo("awaiting_confirmation");
        assertThat(tickets(ana)).isEqualTo("0");

        ana.presses("Yes, do it");
        story.everythingSettles();

        assertThat(ana.heard().getLast()).contains("ticket " + ticketOf(ana));
        assertThat(ana.actions()).isEqualTo("create_ticket:succeeded");
    }

    @Test
    void a_button_pressed_twice_does_it_once() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        String button = ana.lastHeard().buttons().getFirst();
        String id = button.substring(0, button.indexOf('='));

        ana.presses(id, "Yes, do it");
        ana.presses(id, "Yes, do it");
        story.everythingSettles();

        assertThat(tickets(ana)).isEqualTo("1");
    }

    @Test
    void the_button_of_somebody_elses_question_is_not_a_yes() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        Customer eve = asks("mine too", TICKET);
        String button = ana.lastHeard().buttons().getFirst();

        eve.presses(button.substring(0, button.indexOf('=')), "Yes, do it");
        story.everythingSettles();

        assertThat(tickets(eve)).isEqualTo("0");
        assertThat(eve.actions()).isEqualTo("create_ticket:cancelled");
        assertThat(ana.mode()).isEqualTo("awaiting_confirmation");
    }

    @Test
    void the_code_may_be_typed_and_the_model_cannot_say_it_instead() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        String code = ana.lastHeard().text().replaceAll("(?s).*Reply (\\d{6}) to confirm.*", "$1");

        ana.writes(code);
        story.everythingSettles();

        assertThat(tickets(ana)).isEqualTo("1");
        assertThat(story.space().asked(code)).isEmpty();
    }

    @Test
    void a_no_leaves_it_and_other_words_are_answered() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        ana.writes("no");
        story.everythingSettles();
        Customer ben = asks("my parcel is lost", TICKET);
        ben.writes("what are your hours?");
        story.everythingSettles();

        assertThat(ana.heard().getLast()).isEqualTo("All right, I leave it.");
        assertThat(ben.heard().getLast()).isEqualTo("You said: what are your hours?");
        assertThat(List.of(ana.actions(), ben.actions())).containsOnly("create_ticket:cancelled");
        assertThat(List.of(ana.mode(), ben.mode())).containsOnly("bot");
    }

    @Test
    void a_question_that_nobody_answers_expires_and_its_button_is_void() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        String button = ana.lastHeard().buttons().getFirst();
        story.sql(
                "UPDATE action SET due_at = now(), answer_until = now() WHERE conversation_id = ?::uuid",
                ana.conversation());
        settledAction(ana, "expired");
        story.everythingSettles();

        assertThat(ana.heard().getLast()).startsWith("My question has expired");
        assertThat(ana.mode()).isEqualTo("bot");

        ana.presses(button.substring(0, button.indexOf('=')), "Yes, do it");
        story.everythingSettles();
        assertThat(tickets(ana)).isEqualTo("0");
    }

    @Test
    void when_a_human_takes_over_nothing_of_the_bots_is_done_any_more() {
        policy("create_ticket", Tier.CONFIRM_CUSTOMER, 5);
        Customer ana = asks("my parcel is lost", TICKET);
        ana.hearsFromAColleague("I will look into it");
        story.until(
                "SELECT mode FROM conversation_control WHERE conversation_id = '" + ana.conversation() + "'",
                "human_handoff");

        ana.presses("Yes, do it");
        story.everythingSettles();

        assertThat(tickets(ana)).isEqualTo("0");
        assertThat(ana.actions()).isEqualTo("create_ticket:cancelled");
    }
}
