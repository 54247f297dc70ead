package dev.relaydesk.story;

import static dev.relaydesk.testing.desk.FakeWebhookDesk.signature;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.desk.FakeDesk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a ticket in Redmine, and who is told. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@WithTestResource(TicketDeskResource.class)
class TicketNewsStoryTest extends RedmineStory {

    @Test
    void a_solved_ticket_is_told_once_and_the_bot_is_back() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        there.status = "Resolved";
        hint(there.id, "first");
        hint(there.id, "first");
        hint(there.id, "second");
        status(ana, "solved");
        there.status = "Closed";
        hint(there.id, "third");
        status(ana, "closed");
        story.everythingSettles();

        assertThat(ana.mode()).isEqualTo("bot");
        assertThat(ana.heard()).hasSize(2);
        assertThat(ana.heard().getLast())
                .isEqualTo("Good news: your ticket RD-" + number(ana) + " / " + there.id
                        + " is solved (Parcel lost). Just write if anything is still open.");

        ana.writes("what are your hours?");
        story.everythingSettles();
        assertThat(ana.heard().getLast()).isEqualTo("You said: what are your hours?");
        assertThat(there.comments).isEmpty();
    }

    @Test
    void without_a_webhook_the_poll_finds_out() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        there.status = "Feedback";
        story.sql("UPDATE ticket SET look_at = now() WHERE id = ?::uuid", id(ana));
        status(ana, "waiting");
        there.status = "Closed";
        story.sql("UPDATE ticket SET look_at = now() WHERE id = ?::uuid", id(ana));
        status(ana, "closed");
        story.everythingSettles();

        assertThat(ana.heard().getLast()).startsWith("Good news");
    }

    @Test
    void who_may_not_be_written_to_any_more_is_left_to_staff() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        story.sql(
                "UPDATE conversation SET last_customer_at = now() - interval '25 hours' WHERE id = ?::uuid",
                ana.conversation());
        there.status = "Resolved";
        hint(there.id, "late");
        status(ana, "solved");

        assertThat(ana.needsStaff()).isEqualTo("ticket_solved_not_told");
        assertThat(ana.mode()).isEqualTo("bot");
        assertThat(ana.heard()).hasSize(1);
    }

    @Test
    void who_talks_to_a_human_keeps_the_human() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        ana.hearsFromAColleague("I will look into it");
        story.until(
                "SELECT mode FROM conversation_control WHERE conversation_id = '" + ana.conversation() + "'",
                "human_handoff");
        there.status = "Resolved";
        hint(there.id, "human");
        status(ana, "solved");
        story.everythingSettles();

        assertThat(ana.mode()).isEqualTo("human_handoff");
        assertThat(ana.heard().getLast()).startsWith("Good news");
    }

    @Test
    void a_ticket_that_people_deleted_is_left_to_staff() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        redmine.tickets().clear();
        hint(there.id, "deleted");
        story.until("SELECT outside_status FROM ticket WHERE id = '" + id(ana) + "'", "gone");

        assertThat(ana.needsStaff()).isEqualTo("ticket_gone");
    }

    @Test
    void a_webhook_is_believed_only_when_it_is_signed_and_never_breaks_anything() {
        String body = "{\"ticket\":{\"id\":\"nobody\"}}";
        String now = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().minus(Duration.ofMinutes(6)).getEpochSecond());

        assertThat(post("redmine", body, now, signature(now + "." + body, TicketDeskResource.SECRET)))
                .isEqualTo(200);
        assertThat(post("redmine", body, old, signature(old + "." + body, TicketDeskResource.SECRET)))
                .isEqualTo(401);
        assertThat(post("redmine", body, now, signature(now + "." + body, "guessed")))
                .isEqualTo(401);
        assertThat(post("zendesk", body, now, signature(now + "." + body, TicketDeskResource.SECRET)))
                .isEqualTo(401);
        for (String odd : List.of(
                "",
                "[",
                "[]",
                "{\"ticket\":7}",
                "{\"ticket\":{\"id\":{}}}",
                "\u0000",
                "{\"ticket\":{\"id\":\"\\u0000\"}}")) {
            assertThat(post("redmine", odd, now, signature(now + "." + odd, TicketDeskResource.SECRET)))
                    .as(odd)
                    .isEqualTo(200);
        }
    }

    private void hint(String ticket, String delivery) {
        String body = "{\"ticket\":{\"id\":" + ticket + "}}";
        String now = Long.toString(Instant.now().getEpochSecond());
        given().header("X-Relaydesk-Timestamp", now)
                .header("X-Relaydesk-Signature", signature(now + "." + body, TicketDeskResource.SECRET))
                .header("X-Relaydesk-Delivery", delivery + ticket)
                .contentType("application/json")
                .body(body)
                .post("/webhooks/tickets/redmine")
                .then()
                .statusCode(200);
    }

    private static int post(String gateway, String body, String at, String signature) {
        return given().header("X-Relaydesk-Timestamp", at)
                .header("X-Relaydesk-Signature", signature)
                .contentType("application/json")
                .body(body)
                .post("/webhooks/tickets/" + gateway)
                .statusCode();
    }
}
