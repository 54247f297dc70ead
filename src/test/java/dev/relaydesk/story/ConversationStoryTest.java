package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer writes, and what becomes of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class ConversationStoryTest extends FreshStory {

    private static final String CANNOT_READ = "I can only read text messages. Could you write it in words?";

    @Test
    void a_message_is_answered_and_the_second_turn_goes_on_in_the_same_thread() {
        Customer ana = story.customer();

        ana.writes("first of " + ana.phone());
        story.everythingSettles();
        ana.writes("second of " + ana.phone());
        story.everythingSettles();

        ana.hasHeardExactly("You said: first of " + ana.phone(), "You said: second of " + ana.phone());
        var asked = story.space().asked(ana.phone());
        assertThat(asked.get(0).backendBefore()).isEmpty();
        assertThat(asked.get(1).frontend()).isEqualTo(asked.get(0).frontend()).isNotEmpty();
        assertThat(asked.get(1).backendBefore()).isEqualTo(asked.get(0).backendAfter());
    }

    @Test
    void two_quick_messages_become_one_turn_in_the_order_in_which_they_were_written() {
        Customer ana = story.customer();
        Instant now = Instant.now();

        ana.writesAt(now, "second");
        ana.writesAt(now.minusSeconds(5), "first");
        story.everythingSettles();

        ana.hasHeardExactly("You said: first\nsecond");
    }

    @Test
    void a_pressed_button_is_said_by_its_title_and_known_by_its_id() {
        Customer ana = story.customer();

        ana.sends("'type':'interactive','interactive':{'type':'button_reply',"
                + "'button_reply':{'id':'confirm:7:yes','title':'Yes'}}");
        story.everythingSettles();
        ana.sends("'type':'interactive','interactive':{'type':'button_reply',"
                + "'button_reply':{'id':'confirm:7:no','title':'No'}}");
        story.everythingSettles();
        ana.sends("'type':'button','button':{'payload':'claim:4711','text':'Take over'}");
        story.everythingSettles();
        ana.writes("Yes");
        story.everythingSettles();

        ana.hasHeardExactly("You said: Yes", "You said: No", "You said: Take over", "You said: Yes");
        assertThat(story.text("""
                SELECT string_agg(text || '=' || coalesce(choice_id, 'none'), ' ' ORDER BY id) FROM conversation_message
                WHERE conversation_id = ?::uuid AND author = 'customer'
                """, ana.conversation()))
                .isEqualTo("Yes=confirm:7:yes No=confirm:7:no Take over=claim:4711 Yes=none");
    }

    @Test
    void a_notification_that_comes_again_changes_nothing() {
        Customer ana = story.customer();
        Customer ben = story.customer();
        Instant now = Instant.now();
        String id = ana.nextId();
        String text = "'type':'text','text':{'body':'once'}";

        story.webhook(ana.value(id, now, text));
        story.webhook(ana.value(id, now, text));
        story.everythingSettles();
        story.webhook(ana.value(id, now, text));
        story.webhook("'messages':[" + ana.message(id, now, text) + ","
                + ben.message(ben.nextId(), now, "'type':'text','text':{'body':'hello'}") + "]");
        story.everythingSettles();

        ana.hasHeardExactly("You said: once");
        ben.hasHeardExactly("You said: hello");
    }

    @Test
    void a_picture_with_a_caption_is_answered() {
        Customer ana = story.customer();

        ana.sends("'type':'image','image':{'id':'9','mime_type':'image/jpeg','caption':'is this yours'}");
        story.everythingSettles();

        assertThat(ana.heard()).singleElement().asString().contains("is this yours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'reaction','reaction':{'message_id':'wamid.x','emoji':'x'}",
                "'type':'edit','edit':{'original_message_id':'wamid.x','message':{'type':'text','text':{'body':'n'}}}",
                "'type':'revoke','revoke':{'original_message_id':'wamid.x'}",
                "'type':'system','system':{'type':'customer_identity_changed'}",
                "'group_id':'g','type':'text','text':{'body':'hello all'}",
            })
    void what_is_no_word_to_us_is_never_answered(String kind) {
        Customer ana = story.customer();

        ana.sends(kind);
        story.everythingSettles();

        ana.hasHeardExactly();
        assertThat(story.text(
                        "SELECT count(*) FROM conversation_inbound WHERE provider_id LIKE ?",
                        "wamid." + ana.phone() + "%"))
                .isEqualTo("1");
    }

    @Test
    void the_customer_is_told_only_once_that_something_cannot_be_read() {
        Customer ana = story.customer();

        ana.sends("'type':'poll_creation','poll_creation':{'name':'?'}");
        story.everythingSettles();
        ana.sends("'type':'unsupported','errors':[{'code':131051}]");
        story.everythingSettles();

        ana.hasHeardExactly(CANNOT_READ);
        assertThat(ana.written()).isEqualTo("answered answered");
    }

    @Test
    void a_message_that_was_under_way_for_days_is_kept_and_not_answered() {
        Customer ana = story.customer();

        ana.writesAt(Instant.now().minus(Duration.ofHours(25)), "hello");
        story.everythingSettles();
        ana.writesAt(Instant.now().minus(Duration.ofHours(26)), "hello again");
        story.everythingSettles();

        ana.hasHeardExactly();
        assertThat(ana.written()).isEqualTo("stale stale");
    }

    @Test
    void a_message_taken_back_before_the_turn_is_not_answered() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();

        String id = ana.writes("forget this");
        ana.sends("'type':'revoke','revoke':{'original_message_id':'" + id + "'}");
        story.everythingSettles();

        ana.hasHeardExactly("You said: hello");
        assertThat(ana.written()).isEqualTo("answered withdrawn");
    }

    @Test
    void a_revoke_that_overtakes_its_message_still_counts() {
        Customer ana = story.customer();
        String id = ana.nextId();
        ana.sends("'type':'revoke','revoke':{'original_message_id':'" + id + "'}");
        story.everythingSettles();

        story.webhook(ana.value(id, Instant.now(), "'type':'text','text':{'body':'forget this'}"));
        story.everythingSettles();

        ana.hasHeardExactly();
        assertThat(ana.written()).isEqualTo("withdrawn");
    }

    @Test
    void an_edit_before_the_turn_is_what_the_space_hears() {
        Customer ana = story.customer();

        String id = ana.writes("wrong");
        ana.sends("'type':'edit','edit':{'original_message_id':'" + id
                + "','message':{'type':'text','text':{'body':'right'}}}");
        story.everythingSettles();

        ana.hasHeardExactly("You said: right");
    }

    @Test
    void a_customer_who_always_writes_while_we_think_is_not_taken_for_one_who_waits() throws Exception {
        Customer ana = story.customer();
        Moment thinking = new Moment();
        Moment again = new Moment();
        story.space().plays(after(thinking, ScriptedSpace.says("one")), after(again, ScriptedSpace.says("two")));
        ana.writes("first");
        thinking.await();
        story.sql(
                "UPDATE conversation_control SET waiting_since = now() - interval '14 minutes' WHERE conversation_id = ?::uuid",
                ana.conversation());
        ana.writes("second");
        story.until("SELECT count(*)::text FROM conversation_inbound WHERE state = 'received'", "0");

        thinking.pass();
        again.await();

        assertThat(story.text(
                        "SELECT waiting_since > now() - interval '1 minute' FROM conversation_control WHERE conversation_id = ?::uuid",
                        ana.conversation()))
                .isEqualTo("t");
        again.pass();
        story.everythingSettles();
        assertThat(ana.heard()).isEqualTo(List.of("one", "two"));
    }
}
