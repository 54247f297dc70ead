package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A program looks at conversations, and lets one begin from nothing. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class ApiConversationStoryTest extends ApiStory {

    @Test
    void what_does_not_exist_is_not_found_and_what_makes_no_sense_is_refused() {
        String nobody = CONVERSATIONS + "/" + UUID.randomUUID();

        for (String path : List.of(nobody, nobody + "/messages", nobody + "/turns", CONVERSATIONS + "/no-uuid")) {
            caller.gets(path).isProblem(404, "not-found");
        }
        caller.resets(UUID.randomUUID().toString()).isProblem(404, "not-found");
        String known = CONVERSATIONS + "/" + caller.says(ana, "hello").at("/conversation_id");
        for (String path : List.of(CONVERSATIONS, known + "/messages", known + "/turns")) {
            for (String query : List.of("limit=0", "limit=201", "cursor=nonsense")) {
                caller.gets(path + "?" + query).isProblem(400, "bad-request");
            }
        }
    }

    @Test
    void every_page_of_every_list_is_walked_without_a_repetition() {
        String conversation = caller.says(ana, "one").at("/conversation_id");
        var second = caller.says(ana, "two");
        caller.says("ben-" + ana, "hello");
        story.everythingSettles();

        String one = CONVERSATIONS + "/" + conversation;
        assertThat(caller.walks(one + "/messages", "text"))
                .containsExactly("one", "You said: one", "two", "You said: two");
        assertThat(caller.walks(one + "/turns", "prompt")).containsExactly("two", "one");
        assertThat(caller.walks(CONVERSATIONS, "conversation_id"))
                .doesNotHaveDuplicates()
                .hasSize(Integer.parseInt(story.text("SELECT count(*) FROM conversation")))
                .contains(conversation);
        var view = caller.gets(one);
        assertThat(view.at("/conversation_id")).isEqualTo(conversation);
        assertThat(view.json().path("thread").path("backend_uuid"))
                .isEqualTo(second.json().path("thread").path("backend_uuid"));
        assertThat(caller.gets(one + "/turns?limit=1").at("/items/0/turn_id")).isEqualTo(second.at("/turn_id"));
    }

    @Test
    void conversations_of_the_same_moment_are_all_on_some_page() {
        for (int customer = 0; customer < 3; customer++) {
            caller.says(customer + ana, "hello");
        }
        story.everythingSettles();
        story.sql("UPDATE conversation SET last_message_at = date_trunc('day', now())");

        assertThat(caller.walks(CONVERSATIONS, "conversation_id"))
                .doesNotHaveDuplicates()
                .hasSize(Integer.parseInt(story.text("SELECT count(*) FROM conversation")));
    }

    @Test
    void after_a_reset_the_space_begins_from_nothing() {
        var before = caller.says(ana, "first of " + ana);

        var reset = caller.resets(before.at("/conversation_id"));
        var next = caller.says(ana, "second of " + ana);

        assertThat(reset.status()).isEqualTo(200);
        assertThat(reset.at("/thread/frontend_context_uuid"))
                .isNotEqualTo(before.at("/thread/frontend_context_uuid"))
                .isEqualTo(next.at("/thread/frontend_context_uuid"));
        assertThat(reset.json().at("/thread/backend_uuid").isNull()).isTrue();
        assertThat(story.space().asked(ana).getLast().backendBefore()).isEmpty();
    }

    @Test
    void a_turn_that_was_running_at_the_reset_does_not_bring_the_old_thread_back() throws Exception {
        String conversation = caller.says(ana, "first of " + ana).at("/conversation_id");
        Moment thinking = new Moment();
        story.space().plays(after(thinking, ScriptedSpace.says("late")));
        Future<ApiCaller.Answer> late = meanwhile.submit(() -> caller.says(ana, "second of " + ana));
        thinking.await();

        JsonNode fresh = caller.resets(conversation).json().path("thread");
        thinking.pass();

        assertThat(late.get().at("/reply")).isEqualTo("late");
        var second = story.space().asked("second of " + ana).getFirst();
        assertThat(late.get().at("/thread/frontend_context_uuid")).isEqualTo(second.frontend());
        assertThat(late.get().at("/thread/backend_uuid")).isEqualTo(second.backendAfter());
        story.everythingSettles();
        assertThat(caller.gets(CONVERSATIONS + "/" + conversation).json().path("thread"))
                .isEqualTo(fresh);
        caller.says(ana, "third of " + ana);
        var third = story.space().asked("third of " + ana).getFirst();
        assertThat(third.frontend())
                .isEqualTo(fresh.path("frontend_context_uuid").asText());
        assertThat(third.backendBefore()).isEmpty();
    }

    @Test
    void a_closed_conversation_cannot_be_reset() {
        String conversation = caller.says(ana, "hello").at("/conversation_id");
        story.everythingSettles();
        story.sql("UPDATE conversation_control SET mode = 'closed' WHERE conversation_id = ?::uuid", conversation);
        story.sql("UPDATE conversation SET closed_at = now() WHERE id = ?::uuid", conversation);

        caller.resets(conversation).isProblem(409, "conflict");
    }
}
