package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;
import static io.restassured.RestAssured.given;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.desk.FakeDesk;
import dev.relaydesk.testing.desk.FakeRedmine;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the stories of tickets share: a Redmine, a customer with a ticket, and how far it is. */
abstract class RedmineStory {

    static final String TICKET =
            "{\"action\":\"create_ticket\",\"reason\":\"because\",\"metadata\":{\"subject\":\"Parcel lost\",\"description\":\"Order 4711\"}}";

    @Inject
    Story story;

    FakeRedmine redmine;

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

    Customer opensATicket() {
        Customer customer = story.customer();
        story.space().plays(says(TICKET));
        customer.writes("my parcel is lost");
        story.everythingSettles();
        return customer;
    }

    /** The customer's ticket as it is in Redmine. */
    FakeDesk.Ticket placed(Customer customer) {
        story.until("SELECT (outside_id IS NOT NULL)::text FROM ticket WHERE id = '" + id(customer) + "'", "true");
        String there = story.text("SELECT outside_id FROM ticket WHERE id = ?::uuid", id(customer));
        return redmine.tickets().stream()
                .filter(each -> each.id.equals(there))
                .findFirst()
                .orElseThrow();
    }

    /** All that Redmine has to be told is in one of these states. */
    void dispatched(Customer customer, String states) {
        story.until(
                "SELECT string_agg(DISTINCT state, ' ') FROM ticket_dispatch WHERE ticket_id = '" + id(customer) + "'",
                states);
    }

    void status(Customer customer, String status) {
        story.until("SELECT status FROM ticket WHERE id = '" + id(customer) + "'", status);
    }

    String id(Customer customer) {
        return story.text("SELECT id FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    String number(Customer customer) {
        return story.text("SELECT number FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    static JsonPath gets(String path) {
        return caller().get(path).then().statusCode(200).extract().jsonPath();
    }

    static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN)
                .contentType("application/json");
    }
}
