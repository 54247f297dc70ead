package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.desk.FakeDesk;
import dev.relaydesk.testing.desk.FakeDesk.Fate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a ticket comes to the agents, who work in Redmine. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@WithTestResource(TicketDeskResource.class)
class TicketStoryTest extends RedmineStory {

    @Test
    void a_ticket_is_told_to_the_customer_at_once_and_to_redmine_soon() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);

        assertThat(ana.heard().getFirst()).contains("ticket RD-");
        assertThat(there.subject).isEqualTo("Parcel lost");
        assertThat(there.body).contains("Order 4711", "RD-" + number(ana), ana.conversation());
        assertThat(there.reference)
                .isEqualTo(ana.conversation() + ":"
                        + story.text(
                                "SELECT action_id FROM ticket WHERE conversation_id = ?::uuid", ana.conversation()));

        ana.writes("new question");
        story.everythingSettles();
        story.space().plays(says("{\"action\":\"ticket_status\",\"reason\":\"asked\",\"metadata\":{}}"));
        ana.writes("how far is my ticket?");
        story.everythingSettles();

        assertThat(ana.heard().getLast())
                .isEqualTo("Ticket RD-" + number(ana) + " / " + there.id + " (Parcel lost) is open.");
    }

    @Test
    void a_lost_answer_leaves_one_ticket() {
        redmine.plays(new Fate.LosesTheAnswer());
        Customer ana = opensATicket();
        placed(ana);

        assertThat(redmine.tickets()).hasSize(1);
        assertThat(redmine.requests().stream().filter(each -> each.startsWith("POST")))
                .hasSize(1);
        assertThat(attempts(ana)).isEqualTo("1:ambiguous");
    }

    @Test
    void a_lost_request_is_made_once_more_when_it_is_surely_over() {
        redmine.plays(new Fate.LosesTheRequest());
        Customer ana = opensATicket();
        placed(ana);

        assertThat(redmine.tickets()).hasSize(1);
        assertThat(attempts(ana)).isEqualTo("1:ambiguous 2:done");
    }

    @Test
    void what_cannot_be_found_out_is_left_to_staff() {
        redmine.plays(new Fate.LosesTheRequest());
        redmine.readsFailWith = 500;
        Customer ana = opensATicket();
        dispatched(ana, "failed");

        assertThat(ana.needsStaff()).isEqualTo("ticket_failed");
        assertThat(redmine.tickets()).isEmpty();
    }

    @Test
    void a_plain_no_goes_to_staff_who_try_again_later() {
        redmine.plays(new Fate.Refuses(422, null));
        Customer ana = opensATicket();
        dispatched(ana, "failed");

        assertThat(ana.needsStaff()).isEqualTo("ticket_failed");
        assertThat(gets("/api/v1/tickets/" + id(ana)).getString("dispatch.error_code"))
                .isEqualTo("http_422");

        caller().post("/api/v1/tickets/" + id(ana) + "/retry").then().statusCode(200);
        placed(ana);
        assertThat(redmine.tickets()).hasSize(1);
    }

    @Test
    void a_refusal_that_may_pass_is_tried_again_but_not_for_ever() {
        redmine.plays(new Fate.Refuses(429, "1"), new Fate.Refuses(401, null));
        placed(opensATicket());
        redmine.plays(new Fate.Refuses(401, null), new Fate.Refuses(401, null), new Fate.Refuses(401, null));
        dispatched(opensATicket(), "failed");

        assertThat(redmine.tickets()).hasSize(1);
    }

    @Test
    void a_process_that_died_over_it_does_not_make_a_second_one() {
        Customer ana = opensATicket();
        placed(ana);
        // As if it had died between the answer and its commit.
        story.sql("UPDATE ticket SET outside_id = NULL WHERE id = ?::uuid", id(ana));
        story.sql("ALTER TABLE ticket_dispatch DISABLE TRIGGER ticket_guard_dispatch");
        story.sql(
                "UPDATE ticket_dispatch SET state = 'sending', claim_until = now() - interval '1 second', due_at = now()"
                        + " WHERE id = ?::uuid",
                id(ana));
        story.sql("ALTER TABLE ticket_dispatch ENABLE TRIGGER ticket_guard_dispatch");
        placed(ana);

        assertThat(redmine.tickets()).hasSize(1);
    }

    @Test
    void tickets_are_listed_newest_first_page_by_page_and_by_what_they_are() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        Customer ben = opensATicket();
        placed(ben);
        String customer = story.text("SELECT customer_id FROM conversation WHERE id = ?::uuid", ana.conversation());

        JsonPath first = gets("/api/v1/tickets?limit=1");
        JsonPath second = gets("/api/v1/tickets?limit=1&cursor=" + first.getString("next_cursor"));
        assertThat(first.getString("items[0].ticket_id")).isEqualTo(id(ben));
        assertThat(second.getString("items[0].ticket_id")).isEqualTo(id(ana));
        assertThat(gets("/api/v1/tickets?status=open&customer_id=" + customer).getList("items"))
                .hasSize(1);
        assertThat(gets("/api/v1/tickets?status=solved&customer_id=" + customer).getList("items"))
                .isEmpty();
        assertThat(gets("/api/v1/tickets?since=2099-01-01T00:00:00Z").getList("items"))
                .isEmpty();
        assertThat(second.getString("items[0].outside.id")).isEqualTo(there.id);
        assertThat(second.getString("items[0].dispatch.state")).isEqualTo("done");
        caller().get("/api/v1/tickets?since=yesterday").then().statusCode(400);
        caller().get("/api/v1/tickets/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/v1/tickets").then().statusCode(401);
        caller().body("{\"text\":\" \"}")
                .post("/api/v1/tickets/" + id(ana) + "/comments")
                .then()
                .statusCode(400);
    }

    private String attempts(Customer customer) {
        return story.text(
                "SELECT string_agg(number || ':' || outcome, ' ' ORDER BY number) FROM ticket_attempt WHERE dispatch_id = ?::uuid",
                id(customer));
    }
}
