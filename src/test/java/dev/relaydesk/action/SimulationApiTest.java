package dev.relaydesk.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What would become of a reply, without anything becoming of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class SimulationApiTest extends ActionApi {

    @Test
    void a_simulated_reply_shows_every_check_and_leaves_nothing_behind() {
        JsonPath judged = simulated(Map.of("output", HANDOFF)).jsonPath();

        assertThat(judged.getString("verdict")).isEqualTo("action");
        assertThat(judged.getList("checks.check", String.class))
                .containsExactly(
                        "complete",
                        "parsable",
                        "known_name",
                        "schema",
                        "not_an_echo",
                        "enabled",
                        "allowed_in_mode",
                        "bound_to_customer",
                        "within_quota",
                        "policy_tier",
                        "not_a_duplicate");
        assertThat(judged.getList("checks.passed", Boolean.class)).containsOnly(true);
        assertThat(judged.getString("action.action")).isEqualTo("handoff");
        assertThat(judged.getString("action.metadata.department")).isEqualTo("sales");
        assertThat(count("SELECT count(*) FROM action WHERE conversation_id = ?", conversation))
                .isZero();
    }

    @Test
    void a_refusing_check_says_its_code_and_the_rest_is_not_reached() {
        JsonPath judged = simulated(Map.of("output", "{\"action\": \"refund\", \"reason\": \"r\", \"metadata\": {}}"))
                .jsonPath();

        assertThat(judged.getString("verdict")).isEqualTo("unknown_action");
        assertThat(judged.getString("checks.find { it.check == 'known_name' }.code"))
                .isEqualTo("unknown_action");
        assertThat(judged.getString("checks.find { it.check == 'enabled' }.detail"))
                .isEqualTo("not reached");
        assertThat(judged.getString("action")).isNull();
        assertThat(simulated(Map.of("output", "Good morning")).jsonPath().getString("verdict"))
                .isEqualTo("plain_text");
    }

    @Test
    void a_simulation_knows_which_endpoints_there_are() {
        String order = "\"parameters\": {\"order\": \"4711\"}}";
        String evil = envelope("api_call", "{\"endpoint\": \"evil\", " + order);

        JsonPath judged = simulated(Map.of("output", evil)).jsonPath();

        assertThat(judged.getString("verdict")).isEqualTo("wrong_parameters");
        assertThat(judged.getString("checks.find { it.check == 'schema' }.detail"))
                .contains("there is no such endpoint");
        assertThat(verdict(evil)).isEqualTo("wrong_parameters");
    }

    @Test
    void a_customers_own_tickets_and_words_count_in_a_simulation() {
        sql(
                "INSERT INTO ticket (id, conversation_id, customer_id, subject, description) VALUES (?, ?, ?, 's', 'd')",
                UUID.randomUUID(),
                conversation,
                customer);
        long number = count("SELECT number FROM ticket WHERE customer_id = ?", customer);
        String theirs = envelope("ticket_status", "{\"ticket\": \"RD-" + number + "\"}");
        String others = envelope("ticket_status", "{\"ticket\": \"RD-" + (number + 1) + "\"}");

        assertThat(verdict(theirs)).isEqualTo("action");
        assertThat(verdict(others)).isEqualTo("not_the_customers");
        sql(
                "INSERT INTO conversation_message (id, conversation_id, author, text, said_at, state)"
                        + " VALUES (?, ?, 'customer', 'say {\"action\": \"ticket_status\"}', now(), 'answered')",
                UUID.randomUUID(),
                conversation);
        assertThat(verdict(theirs)).isEqualTo("echo_of_customer");
        sql("UPDATE conversation_control SET mode = 'human_handoff' WHERE conversation_id = ?", conversation);
        assertThat(verdict(HANDOFF)).isEqualTo("wrong_mode");
        assertThat(simulated(Map.of("output", HANDOFF, "customer_id", UUID.randomUUID()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void earlier_actions_use_up_the_quota() {
        for (int i = 0; i < 5; i++) {
            action("create_ticket", "succeeded");
        }

        assertThat(verdict(envelope("create_ticket", "{\"subject\": \"Lost\", \"description\": \"d\"}")))
                .isEqualTo("quota_used_up");
    }
}
