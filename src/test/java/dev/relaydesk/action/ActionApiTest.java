package dev.relaydesk.action;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program sees of actions, and what an administrator allows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class ActionApiTest {

    private static final String HANDOFF = """
            {"action": "handoff", "reason": "asked", "metadata": {"department": "sales"}}""";

    @Inject
    Jdbi jdbi;

    @Inject
    Policies policies;

    private UUID customer;
    private UUID conversation;

    @BeforeEach
    void a_customer_with_a_ticket() {
        sql("DELETE FROM action_policy");
        await().until(() ->
                policies.held("handoff").version() + policies.held("api_call").version() == 0);
        customer = UUID.randomUUID();
        conversation = UUID.randomUUID();
        sql("INSERT INTO conversation_customer (id) VALUES (?)", customer);
        sql(
                "INSERT INTO conversation (id, customer_id, channel, account, address, thread_frontend)"
                        + " VALUES (?, ?, 'api', 'api', 'api:x', ?)",
                conversation,
                customer,
                UUID.randomUUID());
        sql("INSERT INTO conversation_control (conversation_id) VALUES (?)", conversation);
    }

    @Test
    void actions_are_listed_newest_first_page_by_page_and_by_what_they_are() {
        UUID first = action("handoff", "succeeded");
        UUID second = action("create_ticket", "rejected");
        UUID third = action("create_ticket", "succeeded");
        String mine = "/api/v1/actions?conversation_id=" + conversation;

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = gets(mine + "&limit=1" + cursor).jsonPath();
            seen.addAll(page.getList("items.action_id", String.class));
            cursor = page.get("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly(third.toString(), second.toString(), first.toString());
        assertThat(ids(mine + "&state=succeeded&action=create_ticket")).containsExactly(third.toString());
        assertThat(ids("/api/v1/actions?customer_id=" + customer)).hasSize(3);
        assertThat(ids("/api/v1/actions?customer_id=" + UUID.randomUUID())).isEmpty();
        assertThat(gets("/api/v1/actions?customer_id=nobody").statusCode()).isEqualTo(400);
    }

    @Test
    void one_action_is_shown_with_its_parameters_as_json() {
        UUID id = action("create_ticket", "rejected");

        JsonPath one = gets("/api/v1/actions/" + id).jsonPath();

        assertThat(one.getString("action_id")).isEqualTo(id.toString());
        assertThat(one.getString("conversation_id")).isEqualTo(conversation.toString());
        assertThat(one.getString("metadata.subject")).isEqualTo("Lost");
        assertThat(one.getString("state")).isEqualTo("rejected");
        assertThat(one.getString("tier")).isEqualTo("auto");
        assertThat(gets("/api/v1/actions/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

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

    @Test
    void a_policy_comes_as_it_is_and_holds_at_once_when_it_was_changed() {
        JsonPath before = gets("/api/v1/action-policies/handoff").jsonPath();
        assertThat(before.getInt("version")).isZero();
        assertThat(before.getList("modes", String.class)).containsExactly("bot", "ticket_open");
        assertThat(gets("/api/v1/action-policies").jsonPath().getList("items.action", String.class))
                .contains("api_call", "handoff", "close_conversation");
        assertThat(policies.of("handoff").enabled()).isTrue();

        Map<String, Object> change = policy(before);
        change.put("enabled", false);
        Response changed = puts("handoff", change);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getInt("version")).isEqualTo(1);
        assertThat(changed.jsonPath().getString("updated_by")).isNotEmpty();
        assertThat(policies.of("handoff").enabled()).isFalse();
        assertThat(verdict(HANDOFF)).isEqualTo("action_disabled");
        assertThat(count("SELECT count(*) FROM access_audit WHERE action = 'action_policy_changed'"))
                .isPositive();
    }

    @Test
    void two_who_change_the_same_policy_do_not_overwrite_each_other() {
        Map<String, Object> change =
                policy(gets("/api/v1/action-policies/api_call").jsonPath());
        change.put("tier", "never");

        assertThat(puts("api_call", change).statusCode()).isEqualTo(200);
        Response late = puts("api_call", change);

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.contentType()).isEqualTo("application/problem+json");
        change.put("version", 1);
        change.put("quota", 7);
        assertThat(puts("api_call", change).jsonPath().getInt("version")).isEqualTo(2);
        change.put("version", 9);
        assertThat(puts("deep_research", change(change, "action", "deep_research"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_policy_that_makes_no_sense_is_refused_with_its_fields() {
        Map<String, Object> good =
                policy(gets("/api/v1/action-policies/handoff").jsonPath());

        assertThat(faults(change(good, "tier", "always"))).containsExactly("tier");
        assertThat(faults(change(good, "modes", List.of("closed")))).containsExactly("modes");
        assertThat(faults(change(good, "quota", -1))).containsExactly("quota");
        assertThat(faults(Map.of()))
                .contains(
                        "enabled",
                        "tier",
                        "quota",
                        "quota_window_seconds",
                        "dedupe_window_seconds",
                        "modes",
                        "version");
        assertThat(puts("handoff", change(good, "surprise", 1)).statusCode()).isEqualTo(400);
        assertThat(puts("refund", good).statusCode()).isEqualTo(404);
    }

    @Test
    void nobody_without_a_token_sees_or_changes_anything() {
        for (String path :
                List.of("/api/v1/actions", "/api/v1/action-policies", "/api/v1/prompts/space-instructions")) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(given().contentType("application/json")
                        .body("{\"output\":\"x\"}")
                        .post("/api/v1/actions/simulate")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_finished_instructions_can_be_copied() {
        Response text = gets("/api/v1/prompts/space-instructions");

        assertThat(text.contentType()).startsWith("text/plain");
        assertThat(text.asString())
                .contains("THE ACTIONS", "create_ticket: ", "handoff_sales: the same as handoff")
                .doesNotContain("ENDPOINTS OF api_call", "{#for");
    }

    private UUID action(String name, String state) {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO action (id, conversation_id, customer_id, turn_id, epoch, name, asked_as, reason, parameters, tier,
                                    verdict, state, idempotency_key, fingerprint, counts, model_calls, created_at)
                VALUES (?, ?, ?, ?, 1, ?, ?, 'because', '{"subject":"Lost"}', 'auto', 'action', ?, ?, ?, false, 1,
                        clock_timestamp())
                """, id, conversation, customer, UUID.randomUUID(), name, name, state, id.toString(), id.toString());
        return id;
    }

    private List<String> ids(String path) {
        return gets(path).jsonPath().getList("items.action_id", String.class);
    }

    private String verdict(String output) {
        return simulated(Map.of("output", output, "customer_id", customer))
                .jsonPath()
                .getString("verdict");
    }

    private List<String> faults(Map<String, Object> change) {
        Response refused = puts("handoff", change);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        return refused.jsonPath().getList("errors.field", String.class);
    }

    private static String envelope(String action, String metadata) {
        return "{\"action\": \"" + action + "\", \"reason\": \"r\", \"metadata\": " + metadata + "}";
    }

    private static Map<String, Object> policy(JsonPath shown) {
        return shown.getMap("");
    }

    private static Map<String, Object> change(Map<String, Object> policy, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(policy);
        changed.put(field, value);
        return changed;
    }

    private static Response gets(String path) {
        return caller().get(path);
    }

    private static Response puts(String action, Map<String, Object> body) {
        return caller().contentType("application/json").body(body).put("/api/v1/action-policies/" + action);
    }

    private static Response simulated(Map<String, Object> body) {
        return caller().contentType("application/json").body(body).post("/api/v1/actions/simulate");
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN);
    }

    private long count(String query, Object... arguments) {
        return jdbi.withHandle(
                handle -> handle.select(query, arguments).mapTo(Long.class).one());
    }

    private void sql(String statement, Object... arguments) {
        jdbi.useHandle(handle -> handle.execute(statement, arguments));
    }
}
