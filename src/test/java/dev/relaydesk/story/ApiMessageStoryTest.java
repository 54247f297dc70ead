package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer who is a program writes, as docs/api.md promises. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class ApiMessageStoryTest extends ApiStory {

    @Test
    void a_message_gets_its_answer_and_the_next_one_goes_on_in_the_same_thread() {
        var first = caller.says(ana, "first of " + ana);
        var second = caller.says(ana, "second of " + ana);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.mediaType()).startsWith("application/json");
        assertThat(first.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("conversation_id", "turn_id", "mode", "reply", "action", "thread");
        assertThat(first.at("/mode")).isEqualTo("bot");
        assertThat(first.at("/reply")).isEqualTo("You said: first of " + ana);
        assertThat(first.json().path("action").isNull()).isTrue();
        assertThat(second.at("/conversation_id")).isEqualTo(first.at("/conversation_id"));
        assertThat(second.at("/turn_id")).isNotEqualTo(first.at("/turn_id"));
        var asked = story.space().asked(ana);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).frontend()).isEqualTo(first.at("/thread/frontend_context_uuid"));
        assertThat(asked.get(0).backendAfter()).isEqualTo(first.at("/thread/backend_uuid"));
        assertThat(asked.get(1).frontend()).isEqualTo(first.at("/thread/frontend_context_uuid"));
        assertThat(asked.get(1).backendBefore()).isEqualTo(first.at("/thread/backend_uuid"));
        assertThat(second.at("/thread/backend_uuid")).isEqualTo(asked.get(1).backendAfter());
    }

    @Test
    void the_answer_to_a_question_that_needs_a_system_comes_after_its_result() {
        story.space().plays(stage -> stage.says(ORDER_STATUS), stage -> stage.says("It has been shipped."));

        var answer = caller.says(ana, "where is my order?").json();

        assertThat(answer.at("/reply").asText()).isEqualTo("It has been shipped.");
        assertThat(answer.at("/action").asText()).isEqualTo("api_call");
        assertThat(answer.at("/thread/backend_uuid").asText())
                .isEqualTo(story.space().asked("RESULT").getLast().backendAfter());
    }

    @Test
    void a_repeated_message_gets_the_same_answer_and_asks_nothing_again() {
        var first = caller.says(ana, "once of " + ana, "m-1");
        var again = caller.says(ana, "once of " + ana, "m-1");
        var streamed = caller.hears(Map.of("customer_id", ana, "text", "once of " + ana, "client_message_id", "m-1"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(streamed.getLast().data()).isEqualTo(first.json());
        assertThat(story.space().asked(ana)).hasSize(1);
        assertThat(turns(first.at("/conversation_id"))).isEqualTo("1");
    }

    @Test
    void a_message_repeated_while_it_is_answered_waits_for_the_same_answer() throws Exception {
        Moment thinking = new Moment();
        story.space().plays(after(thinking, ScriptedSpace.says("here")));
        Future<ApiCaller.Answer> first = meanwhile.submit(() -> caller.says(ana, "slow of " + ana, "m-1"));
        thinking.await();
        Future<ApiCaller.Answer> again = meanwhile.submit(() -> caller.says(ana, "slow of " + ana, "m-1"));

        thinking.pass();

        assertThat(again.get().json()).isEqualTo(first.get().json());
        assertThat(first.get().at("/reply")).isEqualTo("here");
        assertThat(story.space().asked(ana)).hasSize(1);
    }

    @Test
    void the_same_id_for_another_text_is_refused_and_for_another_customer_is_not() {
        var first = caller.says(ana, "one thing", "m-1");

        caller.says(ana, "another thing", "m-1").isProblem(422, "unprocessable");
        var event = caller.hears(Map.of("customer_id", ana, "text", "another thing", "client_message_id", "m-1"))
                .getLast();
        var ben = caller.says("ben-" + ana, "another thing", "m-1");

        assertThat(event.name()).isEqualTo("error");
        assertThat(event.data().path("type").asText()).isEqualTo("/problems/unprocessable");
        assertThat(ben.at("/reply")).isEqualTo("You said: another thing");
        assertThat(turns(first.at("/conversation_id"))).isEqualTo("1");
    }

    @Test
    void while_a_human_has_the_conversation_there_is_no_reply() {
        String conversation = caller.says(ana, "hello").at("/conversation_id");
        story.sql(
                "UPDATE conversation_control SET mode = 'human_handoff', epoch = epoch + 1 WHERE conversation_id = ?::uuid",
                conversation);

        var answer = caller.says(ana, "left of " + ana);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/mode")).isEqualTo("human_handoff");
        assertThat(answer.json().path("reply").isNull()).isTrue();
        assertThat(answer.json().path("turn_id").isNull()).isTrue();
        assertThat(story.space().asked("left of " + ana)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void without_the_right_token_nothing_is_said(String accept) {
        var message = HttpRequest.BodyPublishers.ofString("{\"customer_id\":\"" + ana + "\",\"text\":\"hi\"}");

        for (String token : List.of("", "Bearer wrong")) {
            var request = ApiCaller.withoutToken("/api/message")
                    .header("Content-Type", "application/json")
                    .header("Accept", accept)
                    .POST(message);
            if (!token.isEmpty()) {
                request.header("Authorization", token);
            }
            caller.send(request.build()).isProblem(401, "unauthenticated");
        }

        assertThat(story.text("SELECT count(*) FROM conversation_identity WHERE key = ?", "api:" + ana))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void a_request_that_is_not_valid_is_told_what_is_wrong(String accept) {
        String json = "application/json";
        assertThat(caller.posts("{\"customer_id\":\"c\",\"text\":\"hi\",\"colour\":\"red\"}", json, accept)
                        .isProblem(400, "bad-request"))
                .containsExactly("colour");
        assertThat(caller.posts("{}", json, accept).isProblem(400, "bad-request"))
                .containsExactly("customer_id", "text");
        assertThat(caller.posts("{\"customer_id\":[1],\"text\":\"hi\"}", json, accept)
                        .isProblem(400, "bad-request"))
                .containsExactly("customer_id");
        assertThat(caller.posts("{\"customer_id\":\"c\",\"text\":\"" + "x".repeat(4097) + "\"}", json, accept)
                        .isProblem(400, "bad-request"))
                .containsExactly("text");
        assertThat(caller.posts("{\"customer_id\":\"c\",\"text\":\"hi\",\"space\":\"b\"}", json, accept)
                        .isProblem(400, "bad-request"))
                .containsExactly("space");
        caller.posts("{\"customer_id\":", json, accept).isProblem(400, "bad-request");
        caller.posts("null", json, accept).isProblem(400, "bad-request");
        caller.posts("", json, accept).isProblem(400, "bad-request");
        caller.posts("customer_id=c", "application/x-www-form-urlencoded", accept)
                .isProblem(415, "unsupported-media-type");
    }
}
