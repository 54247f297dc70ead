package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static dev.relaydesk.testing.desk.FakeWebhookDesk.signature;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.desk.FakeDesk;
import dev.relaydesk.testing.desk.FakeDesk.Fate;
import dev.relaydesk.testing.desk.FakeRedmine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tickets of an installation whose agents work in Redmine. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
@WithTestResource(TicketDeskResource.class)
class TicketStoryTest {

    private static final String TICKET =
            "{\"action\":\"create_ticket\",\"reason\":\"because\",\"metadata\":{\"subject\":\"Parcel lost\",\"description\":\"Order 4711\"}}";

    @Inject
    Story story;

    private FakeRedmine redmine;

    @BeforeEach
    void opens() {
        story.begins();
        // Nobody asks for the tickets of earlier stories.
        story.sql("UPDATE ticket SET look_at = NULL, outside_id = 'past:' || id");
        story.sql("UPDATE ticket_dispatch SET due_at = NULL");
        redmine = new FakeRedmine(URI.create(ConfigProvider.getConfig().getValue("relaydesk.ticket.url", String.class))
                .getPort());
    }

    @AfterEach
    void closes() {
        redmine.close();
    }

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
    void what_the_customer_writes_later_is_added_in_order() {
        redmine.plays(new Fate.LosesTheRequest());
        Customer ana = opensATicket();
        ana.writes("it was blue");
        story.everythingSettles();
        ana.writes("and square");
        story.everythingSettles();
        FakeDesk.Ticket there = placed(ana);
        dispatched(ana, "done");

        assertThat(there.comments)
                .extracting(FakeDesk.Comment::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("it was blue"),
                        second -> assertThat(second).startsWith("and square"));
        assertThat(there.comments).noneMatch(FakeDesk.Comment::isPrivate);
    }

    @Test
    void a_lost_answer_to_a_comment_leaves_one_comment() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        redmine.plays(new Fate.LosesTheAnswer());
        ana.writes("it was blue");
        story.everythingSettles();
        dispatched(ana, "done");

        assertThat(there.comments).hasSize(1);
    }

    @Test
    void a_note_for_staff_is_private_there_or_not_there_at_all() {
        Customer ana = opensATicket();
        FakeDesk.Ticket there = placed(ana);
        note(ana, "Known customer");
        dispatched(ana, "done");
        redmine.mayWritePrivately = false;
        note(ana, "Be careful");
        dispatched(ana, "done failed");

        assertThat(there.comments).singleElement().satisfies(comment -> {
            assertThat(comment.text()).startsWith("Known customer");
            assertThat(comment.isPrivate()).isTrue();
        });
        assertThat(ana.needsStaff()).isEqualTo("ticket_comment_failed");
        assertThat(gets("/api/v1/tickets/" + id(ana)).getList("comments.dispatch.error_code", String.class))
                .containsExactly(null, "no_private_notes");
    }

    @Test
    void a_note_that_redmine_made_public_all_the_same_is_told_to_staff() {
        Customer ana = opensATicket();
        placed(ana);
        redmine.exposesNotes = true;
        note(ana, "Known customer");
        dispatched(ana, "done failed");

        assertThat(ana.needsStaff()).isEqualTo("note_exposed");
    }

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

    private Customer opensATicket() {
        Customer customer = story.customer();
        story.space().plays(says(TICKET));
        customer.writes("my parcel is lost");
        story.everythingSettles();
        return customer;
    }

    /** The customer's ticket as it is in Redmine. */
    private FakeDesk.Ticket placed(Customer customer) {
        story.until("SELECT (outside_id IS NOT NULL)::text FROM ticket WHERE id = '" + id(customer) + "'", "true");
        String there = story.text("SELECT outside_id FROM ticket WHERE id = ?::uuid", id(customer));
        return redmine.tickets().stream()
                .filter(each -> each.id.equals(there))
                .findFirst()
                .orElseThrow();
    }

    /** All that Redmine has to be told is in one of these states. */
    private void dispatched(Customer customer, String states) {
        story.until(
                "SELECT string_agg(DISTINCT state, ' ') FROM ticket_dispatch WHERE ticket_id = '" + id(customer) + "'",
                states);
    }

    private void status(Customer customer, String status) {
        story.until("SELECT status FROM ticket WHERE id = '" + id(customer) + "'", status);
    }

    private String id(Customer customer) {
        return story.text("SELECT id FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    private String number(Customer customer) {
        return story.text("SELECT number FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    private String attempts(Customer customer) {
        return story.text(
                "SELECT string_agg(number || ':' || outcome, ' ' ORDER BY number) FROM ticket_attempt WHERE dispatch_id = ?::uuid",
                id(customer));
    }

    private void note(Customer customer, String text) {
        caller().body("{\"text\":\"" + text + "\",\"private\":true}")
                .post("/api/v1/tickets/" + id(customer) + "/comments")
                .then()
                .statusCode(200);
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

    private static JsonPath gets(String path) {
        return caller().get(path).then().statusCode(200).extract().jsonPath();
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN)
                .contentType("application/json");
    }
}
