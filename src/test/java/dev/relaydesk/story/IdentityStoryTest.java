package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who it is that writes, by phone number, by user id, or by both. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class IdentityStoryTest extends FreshStory {

    @Test
    void somebody_without_a_phone_number_is_answered_by_user_id() {
        String user = "GB.7" + story.customer().phone();

        story.webhook("'messages':[{'from_user_id':'" + user + "','id':'wamid." + user + "','timestamp':'"
                + Instant.now().getEpochSecond() + "','type':'text','text':{'body':'no number'}}]");
        story.everythingSettles();

        var taken = story.whatsApp().takenFor(user);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().body().has("to")).isFalse();
        assertThat(taken.getFirst().body().path("recipient").asText()).isEqualTo(user);
    }

    @Test
    void a_new_number_keeps_the_conversation() {
        Customer ana = story.customer();
        Customer later = story.customer();
        ana.writes("old number");
        story.everythingSettles();
        String conversation = ana.conversation();

        ana.sends("'type':'system','system':{'type':'user_changed_number','wa_id':'" + later.phone() + "'}");
        story.everythingSettles();
        later.writes("new number");
        story.everythingSettles();

        later.hasHeardExactly("You said: new number");
        assertThat(later.conversation()).isEqualTo(conversation);
    }

    @Test
    void two_people_who_turn_out_to_be_one_share_one_conversation() {
        Customer ana = story.customer();
        String user = "GB.8" + ana.phone();
        String at = "','timestamp':'" + Instant.now().getEpochSecond() + "',";
        ana.writes("by number");
        story.webhook("'messages':[{'from_user_id':'" + user + "','id':'wamid.u" + ana.phone() + at
                + "'type':'text','text':{'body':'by id'}}]");
        story.everythingSettles();

        story.webhook("'messages':[{'from':'" + ana.phone() + "','from_user_id':'" + user + "','id':'wamid.b"
                + ana.phone() + at + "'type':'text','text':{'body':'by both'}}]");
        story.everythingSettles();

        assertThat(ana.heard()).containsOnlyOnce("You said: by both");
        assertThat(story.text("""
                        SELECT count(*) FROM conversation v JOIN conversation_identity i USING (customer_id)
                        WHERE v.closed_at IS NULL AND i.key IN ('user:' || ?, 'phone:' || ?)
                        GROUP BY i.key LIMIT 1
                        """, user, ana.phone())).isEqualTo("1");
        assertThat(story.text(
                        "SELECT count(DISTINCT customer_id) FROM conversation_identity WHERE key IN (?, ?)",
                        "user:" + user,
                        "phone:" + ana.phone()))
                .isEqualTo("1");
    }

    @Test
    void what_waits_for_an_answer_is_answered_after_two_people_became_one() throws Exception {
        Customer ana = story.customer();
        String user = "GB.9" + ana.phone();
        String at = "','timestamp':'" + Instant.now().getEpochSecond() + "',";
        Moment thinking = new Moment();
        story.webhook("'messages':[{'from_user_id':'" + user + "','id':'wamid.u" + ana.phone() + at
                + "'type':'text','text':{'body':'by id'}}]");
        story.everythingSettles();
        story.space().plays(after(thinking, ScriptedSpace.says("too late")));
        ana.writes("still waiting");
        thinking.await();

        story.webhook("'messages':[{'from':'" + ana.phone() + "','from_user_id':'" + user + "','id':'wamid.r"
                + ana.phone() + at + "'type':'revoke','revoke':{'original_message_id':'wamid.none'}}]");
        story.until("SELECT count(*)::text FROM conversation_inbound WHERE state = 'received'", "0");
        thinking.pass();
        story.everythingSettles();

        ana.hasHeardExactly("You said: still waiting");
    }
}
