package dev.relaydesk.action;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.ApiTokenResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the API of actions share: a customer with a conversation, and a caller with a token. */
abstract class ActionApi {

    static final String HANDOFF = """
            {"action": "handoff", "reason": "asked", "metadata": {"department": "sales"}}""";

    @Inject
    Jdbi jdbi;

    @Inject
    Policies policies;

    UUID customer;
    UUID conversation;

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

    UUID action(String name, String state) {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO action (id, conversation_id, customer_id, turn_id, epoch, name, asked_as, reason, parameters, tier,
                                    verdict, state, idempotency_key, fingerprint, counts, model_calls, created_at)
                VALUES (?, ?, ?, ?, 1, ?, ?, 'because', '{"subject":"Lost"}', 'auto', 'action', ?, ?, ?, false, 1,
                        clock_timestamp())
                """, id, conversation, customer, UUID.randomUUID(), name, name, state, id.toString(), id.toString());
        return id;
    }

    String verdict(String output) {
        return simulated(Map.of("output", output, "customer_id", customer))
                .jsonPath()
                .getString("verdict");
    }

    static String envelope(String action, String metadata) {
        return "{\"action\": \"" + action + "\", \"reason\": \"r\", \"metadata\": " + metadata + "}";
    }

    static Response gets(String path) {
        return caller().get(path);
    }

    static Response simulated(Map<String, Object> body) {
        return caller().contentType("application/json").body(body).post("/api/v1/actions/simulate");
    }

    static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN);
    }

    long count(String query, Object... arguments) {
        return jdbi.withHandle(
                handle -> handle.select(query, arguments).mapTo(Long.class).one());
    }

    void sql(String statement, Object... arguments) {
        jdbi.useHandle(handle -> handle.execute(statement, arguments));
    }
}
