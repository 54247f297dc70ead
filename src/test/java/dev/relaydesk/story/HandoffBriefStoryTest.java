package dev.relaydesk.story;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.Notice;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever takes over knows what was tried, and what is still open. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class HandoffBriefStoryTest {

    @Inject
    Story story;

    @Inject
    HandoffScene scene;

    private Customer ana;

    @BeforeEach
    void ana_has_talked_to_the_bot() {
        scene.begins();
        ana = story.customer();
        ana.writes("hello " + ana.phone());
        story.everythingSettles();
    }

    @Test
    void the_notice_tells_what_was_tried_with_its_outcome_and_what_is_open() {
        scene.asked(ana, "order_status", "succeeded");
        scene.asked(ana, "refund", "failed");
        scene.asked(ana, "claim", "ambiguous");
        scene.asked(ana, "cancel_order", "awaiting_confirmation");
        failedAnswer("timeout");
        failedAnswer("timeout");

        HandoffCard card = needsAHuman();

        assertThat(card.tried())
                .extracting(Deed::what, Deed::outcome)
                .containsExactlyInAnyOrder(
                        tuple("order_status (order: 4711)", "done"),
                        tuple("refund (order: 4711)", "failed (E7)"),
                        tuple("An answer of the bot", "failed (timeout), 2 times"));
        assertThat(card.open())
                .extracting(Deed::what, Deed::outcome)
                .containsExactly(
                        tuple("claim (order: 4711)", "unclear: it may have been done (E7)"),
                        tuple("cancel_order (order: 4711)", "cancelled by this handoff"));
    }

    @Test
    void what_the_customer_called_off_before_is_not_open() {
        scene.asked(ana, "cancel_order", "awaiting_confirmation");
        story.sql("""
                UPDATE action SET state = 'cancelled', finished_at = now()
                WHERE conversation_id = ?::uuid AND state = 'awaiting_confirmation'
                """, ana.conversation());

        HandoffCard card = needsAHuman();

        assertThat(card.open()).isEmpty();
        assertThat(card.tried()).extracting(Deed::outcome).containsExactly("cancelled");
    }

    @Test
    void the_api_and_the_page_tell_the_same() {
        scene.asked(ana, "refund", "failed");
        scene.asked(ana, "claim", "ambiguous");
        HandoffCard card = needsAHuman();

        var detail = given().auth()
                .oauth2(ApiTokenResource.TOKEN)
                .get("/api/v1/handoffs/" + card.handoff())
                .jsonPath();
        assertThat(detail.getString("state")).isEqualTo("waiting");
        assertThat(detail.getString("brief.why")).isEqualTo("customer_asked");
        assertThat(detail.getString("brief.tried[0].outcome")).isEqualTo("failed (E7)");
        assertThat(detail.getString("brief.open_actions[0].what")).isEqualTo("claim (order: 4711)");
        assertThat(detail.getList("brief.last_lines.text")).contains("Human!");

        String page = given().auth()
                .oauth2(ApiTokenResource.TOKEN)
                .get("/conversations/" + ana.conversation())
                .asString();
        assertThat(page).contains("href=\"/playground\"").doesNotContain("aria-current");
        assertThat(page).contains("What was tried", "failed (E7)", "Still open", "unclear: it may have been done (E7)");
        assertThat(given().auth()
                        .oauth2(ApiTokenResource.TOKEN)
                        .get("/api/v1/handoffs/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    private HandoffCard needsAHuman() {
        ana.writes("Human!");
        story.everythingSettles();
        return scene.told(ana, Notice.Kind.REQUEST).card();
    }

    private void failedAnswer(String verdict) {
        story.sql("""
                INSERT INTO turn (id, conversation_id, epoch, lease_token, started_at, outcome, verdict, prompt,
                                  thread_frontend, attempt)
                VALUES (gen_random_uuid(), ?::uuid, 1, 1, now(), 'failed', ?, '', gen_random_uuid(), 1)
                """, ana.conversation(), verdict);
    }
}
