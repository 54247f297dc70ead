package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A program that does not know whether its call arrived, and sends it again. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class RepeatedCallStoryTest extends FreshStory {

    private static final String SIMULATE = "/api/v1/actions/simulate";

    private final String key = UUID.randomUUID().toString();
    private final String ana = "ana-" + UUID.randomUUID();

    @Test
    void the_same_call_again_gets_the_same_answer_and_has_no_second_effect() {
        String reset = "/api/v1/conversations/" + conversation() + "/reset";

        Response first = keyed(key).post(reset);
        Response again = keyed(key).post(reset);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(thread(keyed(UUID.randomUUID().toString()).post(reset))).isNotEqualTo(thread(first));
    }

    @Test
    void a_message_is_said_once() {
        String text = "once " + key;
        Response first = says(key, text);
        Response again = says(key, text);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(story.space().asked(text)).hasSize(1);
    }

    @Test
    void a_stream_under_the_same_key_tells_the_same_message_again() {
        String told = stream("streamed");
        String again = stream("streamed");

        assertThat(told).contains("event:done");
        assertThat(again).contains("event:done");
        assertThat(story.space().asked("streamed")).hasSize(1);
    }

    @Test
    void a_refusal_is_repeated_too() {
        Response first = sends(key, Map.of("nonsense", "x"), SIMULATE);
        Response again = sends(key, Map.of("nonsense", "x"), SIMULATE);

        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.contentType()).isEqualTo("application/problem+json");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void a_key_belongs_to_one_request() {
        assertThat(sends(key, Map.of("output", "hello"), SIMULATE).statusCode()).isEqualTo(200);

        Response otherBody = sends(key, Map.of("output", "goodbye"), SIMULATE);
        Response otherPath = keyed(key).post("/api/v1/conversations/" + UUID.randomUUID() + "/reset");

        assertThat(otherBody.statusCode()).isEqualTo(422);
        assertThat(otherBody.jsonPath().getString("type")).isEqualTo("/problems/unprocessable");
        assertThat(otherPath.statusCode()).isEqualTo(422);
    }

    @Test
    void a_key_makes_no_sense_without_a_character_or_with_a_thousand() {
        assertThat(sends(" ", Map.of("output", "x"), SIMULATE).statusCode()).isEqualTo(400);
        assertThat(sends("k".repeat(1000), Map.of("output", "x"), SIMULATE).statusCode())
                .isEqualTo(400);
    }

    @Test
    void while_the_first_call_is_under_way_the_second_is_told_to_come_later() throws Exception {
        Moment thinking = new Moment();
        story.space().plays(after(thinking, ScriptedSpace.says("Here I am.")));
        var first = CompletableFuture.supplyAsync(() -> says(key, "slowly"));
        thinking.await();

        Response meanwhile = says(key, "slowly");
        thinking.pass();

        assertThat(meanwhile.statusCode()).isEqualTo(409);
        assertThat(meanwhile.header("Retry-After")).isEqualTo("1");
        assertThat(first.join().statusCode()).isEqualTo(200);
    }

    @Test
    void after_a_day_a_key_is_forgotten() {
        sends(key, Map.of("output", "x"), SIMULATE);
        story.sql("UPDATE platform_idempotency SET created_at = now() - interval '25 hours' WHERE key = ?", key);

        Response afterADay = sends(key, Map.of("output", "y"), SIMULATE);

        assertThat(afterADay.statusCode()).isEqualTo(200);
        assertThat(afterADay.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void a_call_whose_process_died_is_made_anew_after_a_while() {
        sends(key, Map.of("output", "x"), SIMULATE);
        story.sql("UPDATE platform_idempotency SET status = NULL, response = NULL WHERE key = ?", key);
        assertThat(sends(key, Map.of("output", "x"), SIMULATE).statusCode()).isEqualTo(409);
        story.sql("UPDATE platform_idempotency SET created_at = now() - interval '6 minutes' WHERE key = ?", key);

        assertThat(sends(key, Map.of("output", "x"), SIMULATE).statusCode()).isEqualTo(200);
    }

    private String conversation() {
        return says(UUID.randomUUID().toString(), "hello").jsonPath().getString("conversation_id");
    }

    private Response says(String under, String text) {
        return sends(under, Map.of("customer_id", ana, "text", text), "/api/message");
    }

    private String stream(String text) {
        return keyed(key)
                .contentType("application/json")
                .accept("text/event-stream")
                .body(Map.of("customer_id", ana, "text", text))
                .post("/api/message")
                .asString();
    }

    private static Response sends(String under, Map<String, String> body, String path) {
        return keyed(under).contentType("application/json").body(body).post(path);
    }

    private static RequestSpecification keyed(String under) {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN)
                .header("Idempotency-Key", under);
    }

    private static String thread(Response conversation) {
        return conversation.jsonPath().getString("thread.frontend_context_uuid");
    }
}
