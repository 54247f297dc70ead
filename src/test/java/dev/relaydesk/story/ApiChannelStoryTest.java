package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer who is a program, as docs/api.md promises. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class ApiChannelStoryTest {

    private static final String CONVERSATIONS = "/api/v1/conversations";
    private static final String ORDER_STATUS =
            envelope("api_call", "{\"endpoint\":\"order-status\",\"parameters\":{\"order\":\"4711\"}}");

    @Inject
    Story story;

    private final ApiCaller caller = new ApiCaller();
    private final ExecutorService meanwhile = Executors.newVirtualThreadPerTaskExecutor();
    private final String ana = "ana-" + UUID.randomUUID();

    @BeforeEach
    void begin() {
        story.begins();
    }

    @AfterEach
    void end() {
        meanwhile.shutdownNow();
        caller.close();
    }

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
    void a_stream_tells_the_reply_in_pieces_and_ends_with_the_whole() {
        story.space().plays(stage -> stage.says("Delivery takes three days."));

        var heard = caller.hears(Map.of("customer_id", ana, "text", "how long"));

        var done = heard.getLast();
        var tokens = heard.subList(0, heard.size() - 1);
        assertThat(done.name()).isEqualTo("done");
        assertThat(done.data().path("reply").asText()).isEqualTo("Delivery takes three days.");
        assertThat(done.data().path("mode").asText()).isEqualTo("bot");
        assertThat(tokens).isNotEmpty().allMatch(token -> token.name().equals("token"));
        assertThat(String.join(
                        "",
                        tokens.stream()
                                .map(token -> token.data().path("text").asText())
                                .toList()))
                .isEqualTo("Delivery takes three days.");
    }

    @Test
    void a_stream_tells_of_an_action_while_it_is_under_way_and_when_it_is_done() throws Exception {
        Moment working = new Moment();
        story.shop().plays(new ScriptedShop.Fate.AnswersAfter(working, "{\"status\":\"shipped\"}"));
        story.space().plays(ScriptedSpace.says(ORDER_STATUS), ScriptedSpace.says("It has been shipped."));

        var stream = caller.listens(Map.of("customer_id", ana, "text", "where is my order?"));
        var underWay = stream.next();
        working.await();
        working.pass();
        List<ApiCaller.Heard> rest = new ArrayList<>();
        stream.forEachRemaining(rest::add);

        assertThat(underWay.name()).isEqualTo("action");
        assertThat(underWay.data().path("action").asText()).isEqualTo("api_call");
        assertThat(underWay.data().path("verdict").asText()).isEqualTo("action");
        assertThat(underWay.data().path("state").asText()).isIn("validated", "executing");
        assertThat(rest.getLast().name()).isEqualTo("done");
        assertThat(rest.getLast().data().path("reply").asText()).isEqualTo("It has been shipped.");
        var last = rest.stream()
                .filter(each -> each.name().equals("action"))
                .toList()
                .getLast();
        assertThat(last.data().path("action_id")).isEqualTo(underWay.data().path("action_id"));
        assertThat(last.data().path("state").asText()).isEqualTo("succeeded");
    }

    @Test
    void a_stream_tells_of_what_was_refused_and_of_what_was_done_at_once() {
        story.space().plays(ScriptedSpace.says(envelope("ticket_status", "{\"ticket\":\"RD-1\"}")));
        var refused = caller.hears(Map.of("customer_id", ana, "text", "how far is it?"));
        story.space().plays(ScriptedSpace.says(envelope("handoff", "{}")));
        var done = caller.hears(Map.of("customer_id", ana, "text", "a human please"));

        assertThat(refused).extracting(ApiCaller.Heard::name).containsExactly("action", "done");
        assertThat(refused.getFirst().data().path("state").asText()).isEqualTo("rejected");
        assertThat(refused.getFirst().data().path("verdict").asText()).isEqualTo("not_the_customers");
        assertThat(done).extracting(ApiCaller.Heard::name).containsExactly("action", "done");
        assertThat(done.getFirst().data().path("state").asText()).isEqualTo("succeeded");
        assertThat(done.getFirst().data().path("outcome").asText())
                .isEqualTo(done.getLast().data().path("reply").asText())
                .startsWith("I am handing you over");
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

    private static String envelope(String action, String metadata) {
        return "{\"action\":\"" + action + "\",\"reason\":\"asked\",\"metadata\":" + metadata + "}";
    }

    private String turns(String conversation) {
        return story.text("SELECT count(*) FROM turn WHERE conversation_id = ?::uuid", conversation);
    }
}
