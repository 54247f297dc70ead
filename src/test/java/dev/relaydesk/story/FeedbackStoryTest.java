package dev.relaydesk.story;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.handoff.Notice;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer says what he thinks of the bot, and gets a human when it is too bad. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class FeedbackStoryTest {

    private static final String DOWN = "\\ud83d\\udc4e";
    private static final String DARK_DOWN = DOWN + "\\ud83c\\udfff";
    private static final String UP = "\\ud83d\\udc4d";
    private static final String ESCALATED = "I am handing you over to a colleague, who will answer here.";

    @Inject
    Story story;

    @Inject
    HandoffScene scene;

    private Customer ana;
    private String first;
    private String second;

    @BeforeEach
    void ana_has_heard_two_answers() {
        scene.begins();
        ana = story.customer();
        first = answered("one");
        second = answered("two");
    }

    @Test
    void two_answers_that_are_disliked_bring_a_human() {
        reacts(first, DOWN);
        assertThat(ana.mode()).isEqualTo("bot");

        reacts(second, DARK_DOWN);

        assertThat(ana.mode()).isEqualTo("human_handoff");
        assertThat(scene.handoff(ana, "source || ' ' || cause")).isEqualTo("rule negative_feedback");
        scene.told(ana, Notice.Kind.REQUEST);
        story.everythingSettles();
        assertThat(ana.heard()).endsWith(ESCALATED).hasSize(3);
        assertThat(story.text("""
                SELECT string_agg(f.source || ' ' || f.rating || ' ' || (t.id IS NOT NULL), ',') FROM conversation_feedback f
                LEFT JOIN turn t ON t.id = f.turn_id WHERE f.conversation_id = ?::uuid
                """, ana.conversation())).isEqualTo("reaction negative true,reaction negative true");
    }

    @Test
    void the_same_answer_disliked_again_counts_once() {
        reacts(first, DOWN);
        reacts(first, DARK_DOWN);
        post("{\"rating\": \"negative\", \"message_id\": \"" + message(first) + "\"}");

        assertThat(ana.mode()).isEqualTo("bot");
    }

    @Test
    void a_dislike_that_is_changed_or_taken_back_does_not_count() {
        reacts(first, DOWN);
        reacts(first, UP);
        reacts(second, DOWN);
        assertThat(ana.mode()).isEqualTo("bot");

        reacts(second, null);
        reacts(first, DOWN);

        assertThat(ana.mode()).isEqualTo("bot");
        assertThat(ratings()).isEqualTo("negative none");
    }

    @Test
    void an_older_reaction_that_comes_late_does_not_replace_a_newer_one() {
        reacts(first, null);
        story.webhook(ana.value(ana.nextId(), Instant.now().minusSeconds(60), reaction(first, DOWN)));
        story.everythingSettles();

        assertThat(ratings()).isEqualTo("none");
    }

    @Test
    void a_reaction_of_somebody_else_or_to_nothing_of_ours_is_only_kept() {
        Customer eve = story.customer();
        eve.sends(reaction(first, DOWN));
        reacts("wamid.nothing", DOWN);

        assertThat(ratings()).isEqualTo("-");
        assertThat(story.text("SELECT count(*) FROM conversation_identity WHERE key = 'phone:" + eve.phone() + "'"))
                .isEqualTo("0");
    }

    @Test
    void after_a_human_was_there_it_is_counted_anew() {
        reacts(first, DOWN);
        reacts(second, DOWN);
        scene.take(ana, "ben");
        scene.handsBack(ana, "ben");
        String third = answered("three");

        reacts(third, DOWN);

        assertThat(ana.mode()).isEqualTo("bot");
        assertThat(ratings()).isEqualTo("negative negative negative");
    }

    @Test
    void the_api_takes_the_same_and_tells_who_has_the_conversation() {
        Response one = post(
                "{\"rating\": \"negative\", \"comment\": \"useless\", \"message_id\": \"" + message(first) + "\"}");
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.jsonPath().getString("mode")).isEqualTo("bot");

        Response latest = post("{\"rating\": \"negative\"}");
        assertThat(latest.jsonPath().getString("message_id")).isEqualTo(message(second));
        assertThat(latest.jsonPath().getString("mode")).isEqualTo("human_handoff");
        assertThat(path().getList("items.rating")).containsExactly("negative", "negative");
        assertThat(path().getList("items.given_as")).containsExactly("useless", null);
    }

    @Test
    void feedback_that_is_not_understood_or_belongs_to_nothing_is_refused() {
        assertThat(post("{}").statusCode()).isEqualTo(400);
        assertThat(post("{\"rating\": \"awful\"}").statusCode()).isEqualTo(400);
        assertThat(post("{\"rating\": \"negative\", \"stars\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(post("{\"rating\": \"negative\", \"message_id\": \"" + UUID.randomUUID() + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(ratings()).isEqualTo("-");
    }

    private String answered(String words) {
        ana.writes(words + " " + ana.phone());
        story.everythingSettles();
        return ana.lastHeard().id();
    }

    private void reacts(String message, @Nullable String emoji) {
        ana.sends(reaction(message, emoji));
        story.everythingSettles();
    }

    private static String reaction(String message, @Nullable String emoji) {
        return "'type':'reaction','reaction':{'message_id':'" + message + "'"
                + (emoji == null ? "" : ",'emoji':'" + emoji + "'") + "}";
    }

    private String message(String providerId) {
        return story.text("SELECT message_id FROM delivery_outbox WHERE provider_id = ?", providerId);
    }

    private String ratings() {
        return story.text("""
                SELECT coalesce(string_agg(rating, ' ' ORDER BY message_id), '-') FROM conversation_feedback
                WHERE conversation_id = ?::uuid
                """, ana.conversation());
    }

    private Response post(String body) {
        return given().auth()
                .oauth2(ApiTokenResource.TOKEN)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/conversations/" + ana.conversation() + "/feedback");
    }

    private JsonPath path() {
        return given().auth()
                .oauth2(ApiTokenResource.TOKEN)
                .get("/api/v1/conversations/" + ana.conversation() + "/feedback")
                .jsonPath();
    }
}
