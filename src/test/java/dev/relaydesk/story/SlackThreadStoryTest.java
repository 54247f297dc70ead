package dev.relaydesk.story;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.handoff.slack.simulator.SlackUser;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way in a thread of the simulated Slack, as its page shows it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(
        value = StoryResource.class,
        initArgs = @ResourceArg(name = "relaydesk.handoff.ladder", value = "slack"))
class SlackThreadStoryTest {

    private static final String STRANGER = "U0STRANGER";

    @Inject
    Story story;

    @Inject
    HandoffScene scene;

    private Customer ana;
    private String ben;
    private String thread;

    @BeforeEach
    void ben_has_taken_ana_over_in_slack() {
        scene.begins();
        ben = SlackUser.id(scene.colleague("ben").id());
        ana = scene.asksForAHuman();
        String request = """
                SELECT n.provider_id FROM handoff_notice n JOIN handoff h ON h.id = n.handoff_id
                WHERE n.channel = 'slack' AND n.kind = 'request' AND n.provider_id IS NOT NULL
                  AND h.conversation_id = ?::uuid
                """;
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !story.text(request, ana.conversation()).equals("none"));
        thread = story.text(request, ana.conversation());
        as(ben).formParam("ts", thread)
                .formParam("action", "handoff." + StaffEvent.TAKE)
                .post("/simulators/slack/press");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> scene.handoff(ana, "state").equals("taken"));
        story.everythingSettles();
    }

    @Test
    void an_answer_that_went_out_has_a_check_mark_and_a_note_has_a_lock_and_is_kept() {
        writes(ben, "here I am");
        shows("here I am", "✅");
        writes(ben, "! he pays late");
        shows("he pays late", "🔒");

        assertThat(ana.heard()).endsWith("here I am").noneMatch(text -> text.contains("pays late"));
        assertThat(story.text("""
                SELECT author || ' ' || text FROM conversation_message WHERE conversation_id = ?::uuid AND kind = 'note'
                """, ana.conversation())).isEqualTo("agent Ben: he pays late");
    }

    @Test
    void an_answer_that_did_not_go_out_has_a_cross_and_the_reason() {
        story.whatsApp().plans(ana.phone(), new ScriptedWhatsApp.Fate.Refused(400, 131047));

        writes(ben, "are you there");

        shows("❌", "Not sent to the customer.", "131047");
    }

    @Test
    void what_a_stranger_writes_has_a_cross() {
        writes(STRANGER, "let me help");

        shows("let me help", "<p class=\"slack-reactions\">❌</p>");
    }

    private void writes(String who, String text) {
        as(who).formParam("text", text).post("/simulators/slack/reply");
    }

    private void shows(String... texts) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(board()).contains(texts));
    }

    private String board() {
        return token().queryParam("who", ben)
                .queryParam("thread", thread)
                .get("/simulators/slack/messages")
                .asString();
    }

    private RequestSpecification as(String who) {
        return token().formParam("who", who).formParam("thread", thread);
    }

    private static RequestSpecification token() {
        return given().redirects().follow(false).auth().oauth2(ApiTokenResource.TOKEN);
    }
}
