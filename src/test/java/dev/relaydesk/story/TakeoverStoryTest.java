package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A colleague answers from the phone, and the bot is silent. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class TakeoverStoryTest extends FreshStory {

    @Test
    void a_colleague_who_answers_from_the_phone_silences_the_bot() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();

        ana.hearsFromAColleague("let me see");
        story.everythingSettles();
        ana.writes("thanks");
        story.everythingSettles();

        ana.hasHeardExactly("You said: hello");
        assertThat(ana.mode()).isEqualTo("human_handoff");
        assertThat(ana.written()).isEqualTo("answered left_to_human");
        assertThat(story.text(
                        "SELECT epoch FROM conversation_control WHERE conversation_id = ?::uuid", ana.conversation()))
                .isEqualTo("2");
    }

    @Test
    void an_answer_that_comes_after_the_takeover_stays_a_draft() throws Exception {
        Customer ana = story.customer();
        Moment thinking = new Moment();
        story.space().plays(after(thinking, ScriptedSpace.says("too late")));
        ana.writes("hello");
        thinking.await();

        ana.hearsFromAColleague("I am here");
        story.until(
                "SELECT mode FROM conversation_control WHERE conversation_id = '" + ana.conversation() + "'",
                "human_handoff");
        thinking.pass();
        story.everythingSettles();

        ana.hasHeardExactly();
        assertThat(ana.turns()).isEqualTo("lost:plain_text");
        assertThat(story.text(
                        "SELECT text FROM conversation_message WHERE conversation_id = ?::uuid AND author = 'draft'",
                        ana.conversation()))
                .isEqualTo("too late");
        assertThat(ana.written()).isEqualTo("left_to_human");
    }

    @Test
    void what_the_bot_had_not_sent_yet_is_taken_back_by_the_takeover() {
        Customer ana = story.customer();
        story.sql(
                "INSERT INTO delivery_pause VALUES ('whatsapp', ?, now() + interval '1 hour', 'test', '')",
                StoryResource.NUMBER);
        ana.writes("hello");
        story.everythingSettles();
        assertThat(ana.outbox()).isEqualTo("queued");

        ana.hearsFromAColleague("I am here");
        story.everythingSettles();

        assertThat(ana.outbox()).isEqualTo("suppressed");
    }
}
