package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What becomes of what the model asks of another system. */
@QuarkusTest
@WithTestResource(StoryResource.class)
class OutsideActionStoryTest extends ActionStory {

    @Test
    void what_a_system_answers_goes_to_the_model_as_data_and_the_model_answers() {
        Customer ana = story.customer();
        story.space().plays(says(orderStatus("4711")), says("It has been shipped."));
        ana.writes("where is my order?");
        settledAction(ana, "succeeded");

        ana.hasHeardExactly("It has been shipped.");
        assertThat(story.shop().done("/orders"))
                .singleElement()
                .satisfies(done -> assertThat(done.path()).isEqualTo("/orders/4711"));
        ScriptedSpace.Asked result = askedOf(ana).getLast();
        assertThat(result.prompt()).contains("api_call, succeeded").contains("{\"status\":\"shipped\"}");
        assertThat(result.backendBefore()).isNotEmpty();
        assertThat(ana.turns()).isEqualTo("answered:action answered:plain_text");
    }

    @Test
    void a_model_that_only_ever_acts_is_asked_three_times() {
        Customer ana = story.customer();
        story.space().plays(says(orderStatus("4711")), says(orderStatus("4712")), says(orderStatus("4713")));
        ana.writes("where is my order?");
        settledAction(ana, "succeeded");

        ana.hasHeardExactly(CANNOT);
        assertThat(story.shop().done("/orders")).hasSize(2);
        assertThat(ana.turns()).endsWith("answered:too_many_model_calls");
    }

    @Test
    void what_came_from_a_system_starts_nothing_that_changes_something_without_the_customers_yes() {
        Customer ana = story.customer();
        story.space().plays(says(orderStatus("4711")), says(call("refund", "4711")));
        ana.writes("where is my order?");
        settledAction(ana, "succeeded");

        assertThat(ana.mode()).isEqualTo("awaiting_confirmation");
        assertThat(story.shop().done("/refunds")).isEmpty();
    }

    @Test
    void an_effect_that_cannot_be_repeated_is_not_repeated_when_its_answer_is_lost() {
        Customer ana = story.customer();
        story.shop().plays(new ScriptedShop.Fate.LosesTheAnswer());
        story.space().plays(says(call("refund", "4711")));
        ana.writes("refund please");
        settledAction(ana, "ambiguous");

        assertThat(story.shop().done("/refunds")).hasSize(1);
        ana.hasHeardExactly(UNCLEAR);
        assertThat(ana.mode()).isEqualTo("human_handoff");
    }

    @Test
    void an_effect_with_a_key_is_repeated_under_the_same_key() {
        Customer ana = story.customer();
        story.shop().plays(new ScriptedShop.Fate.LosesTheAnswer());
        story.space().plays(says(call("book", "4711")), says("Booked."));
        ana.writes("book it");
        settledAction(ana, "succeeded");

        ana.hasHeardExactly("Booked.");
        assertThat(keys("/bookings"))
                .hasSize(2)
                .containsOnly(keys("/bookings").getFirst())
                .doesNotContain("");
    }

    @Test
    void an_effect_that_can_be_looked_up_is_not_done_again_when_it_is_found() {
        Customer ana = story.customer();
        story.shop().plays(new ScriptedShop.Fate.LosesTheAnswer());
        story.space().plays(says(call("claim", "4711")), says("Claimed."));
        ana.writes("claim it");
        settledAction(ana, "succeeded");

        ana.hasHeardExactly("Claimed.");
        assertThat(methods("/claims")).isEqualTo("POST GET");
    }

    @Test
    void an_effect_that_is_surely_not_there_is_done_once_more() {
        Customer ana = story.customer();
        story.shop().plays(new ScriptedShop.Fate.LosesTheRequest());
        story.space().plays(says(call("claim", "4711")), says("Claimed."));
        ana.writes("claim it");
        settledAction(ana, "succeeded");

        ana.hasHeardExactly("Claimed.");
        assertThat(methods("/claims")).startsWith("GET").endsWith("GET POST").containsOnlyOnce("POST");
    }

    @Test
    void a_system_that_says_no_is_reported_to_the_model() {
        Customer ana = story.customer();
        story.shop().plays(new ScriptedShop.Fate.Answers(422, "{\"error\":\"too late\"}"));
        story.space().plays(says(call("refund", "4711")), says("That is not possible any more."));
        ana.writes("refund please");
        settledAction(ana, "failed");

        ana.hasHeardExactly("That is not possible any more.");
        assertThat(askedOf(ana).getLast().prompt()).contains("api_call, failed");
    }

    @Test
    void an_endpoint_that_nobody_declared_is_a_mistake_of_form() {
        Customer ana = story.customer();
        story.space().plays(says(call("evil", "4711")), says(call("order-status", "../admin")));
        ana.writes("hm");
        story.everythingSettles();

        ana.hasHeardExactly(REPHRASE);
        assertThat(story.shop().done("/")).isEmpty();
    }

    @Test
    void what_is_under_way_when_a_human_takes_over_is_not_told_by_the_bot() throws Exception {
        Customer ana = story.customer();
        Moment working = new Moment();
        story.shop().plays(new ScriptedShop.Fate.AnswersAfter(working, "{\"status\":\"shipped\"}"));
        story.space().plays(says(orderStatus("4711")));
        ana.writes("where is my order?");
        working.await();
        ana.hearsFromAColleague("I will look into it");
        story.until(
                "SELECT mode FROM conversation_control WHERE conversation_id = '" + ana.conversation() + "'",
                "human_handoff");
        working.pass();
        settledAction(ana, "succeeded");
        story.everythingSettles();

        assertThat(ana.heard()).isEmpty();
        assertThat(askedOf(ana))
                .singleElement()
                .satisfies(it -> assertThat(it.prompt()).isEqualTo("where is my order?"));
    }
}
