package dev.relaydesk.handoff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Colleagues who speak, and stop speaking, by the API; and who they are. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class TakeoverApiTest {

    @Inject
    Jdbi jdbi;

    private UUID conversation;

    @BeforeEach
    void a_conversation_with_the_bot_and_an_administrator() {
        sql("""
                INSERT INTO access_staff (id, email, display_name, role, password_hash, created_at)
                VALUES (gen_random_uuid(), 'first@example.org', 'First', 'admin', '', '2000-01-01')
                ON CONFLICT DO NOTHING
                """);
        UUID customer = UUID.randomUUID();
        conversation = UUID.randomUUID();
        sql("INSERT INTO conversation_customer (id, display_name) VALUES (?, 'Ana')", customer);
        sql(
                "INSERT INTO conversation (id, customer_id, channel, account, address, thread_frontend)"
                        + " VALUES (?, ?, 'api', 'api', 'api:x', ?)",
                conversation,
                customer,
                UUID.randomUUID());
        sql("INSERT INTO conversation_control (conversation_id) VALUES (?)", conversation);
    }

    @Test
    void a_takeover_an_answer_and_the_way_back() {
        JsonPath taken = done("takeover", "{\"epoch\": 1}");
        assertThat(taken.getLong("epoch")).isEqualTo(2);
        assertThat(taken.getBoolean("unresolved")).isFalse();
        assertThat(seen().getString("mode")).isEqualTo("human_handoff");
        assertThat(seen().getString("assignee")).isNotNull();

        done("reply", "{\"epoch\": 2, \"text\": \"I look into it\"}");
        done("note", "{\"text\": \"He is angry\"}");
        JsonPath back = done("handback", "{\"epoch\": 2, \"note\": \"A new one is sent\"}");

        assertThat(back.getLong("epoch")).isEqualTo(3);
        assertThat(seen().getString("mode")).isEqualTo("bot");
        assertThat(seen().getString("assignee")).isNull();
        assertThat(text("""
                SELECT string_agg(author || ':' || kind || ':' || text, ' | ' ORDER BY id) FROM conversation_message
                WHERE conversation_id = ?
                """))
                .isEqualTo("system:text:First has joined and will help you from here. | agent:text:I look into it"
                        + " | agent:note:First: He is angry | agent:note:First: A new one is sent"
                        + " | system:text:You are talking to the assistant again.");
    }

    @Test
    void the_list_tells_who_waits_and_whether_somebody_was_told() {
        done("takeover", "{}");

        JsonPath mine = gets("/api/v1/handoffs?state=taken").jsonPath();
        int at = mine.getList("items.conversation_id", String.class).indexOf(conversation.toString());
        assertThat(at).isNotNegative();
        assertThat(mine.getString("items[" + at + "].source")).isEqualTo("staff");
        assertThat(mine.getString("items[" + at + "].assignee_name")).isEqualTo("First");
        assertThat(mine.getList("items[" + at + "].notices.channel", String.class))
                .contains("console");
        assertThat(gets("/api/v1/handoffs?state=lost").statusCode()).isEqualTo(400);
    }

    @Test
    void a_stale_epoch_changes_nothing() {
        Response stale = moves("takeover", "{\"epoch\": 7}");

        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.contentType()).startsWith("application/problem+json");
        assertThat(seen().getString("mode")).isEqualTo("bot");
    }

    @Test
    void whoever_was_first_is_named_to_the_other() {
        UUID ben = UUID.randomUUID();
        sql(
                "INSERT INTO access_staff (id, email, display_name, role, password_hash) VALUES (?, ?, 'Ben', 'agent', '')",
                ben,
                ben + "@example.org");
        done("takeover", "{}");
        sql("UPDATE conversation_control SET assignee = ? WHERE conversation_id = ?", ben, conversation);

        Response lost = moves("takeover", "{}");

        assertThat(lost.statusCode()).isEqualTo(409);
        assertThat(lost.jsonPath().getString("detail"))
                .as(lost.asString())
                .startsWith("Ben has had this conversation since");
        assertThat(moves("reply", "{\"text\": \"me too\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void a_closed_or_unknown_conversation_is_not_taken() {
        done("close", "{}");
        assertThat(moves("takeover", "{}").statusCode()).isEqualTo(409);

        conversation = UUID.randomUUID();
        assertThat(moves("takeover", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void an_empty_answer_is_refused() {
        assertThat(moves("reply", "{\"text\": \"  \"}").statusCode()).isEqualTo(400);
        assertThat(moves("reply", "{\"unknown\": 1}").statusCode()).isEqualTo(400);
        assertThat(seen().getString("mode")).isEqualTo("bot");
    }

    @Test
    void staff_are_added_with_departments_and_where_they_are_reached() {
        String mail = UUID.randomUUID() + "@example.org";
        String number = "+44 (7700) 9" + (100_000 + System.nanoTime() % 900_000);
        Response added = token().body("""
                        {"email": "%s", "name": "Cleo", "password": "seven blue tomatoes", "role": "agent",
                         "departments": ["sales"], "whatsapp": "%s"}
                        """.formatted(mail, number)).post("/api/v1/staff");

        assertThat(added.statusCode()).isEqualTo(201);
        String id = added.jsonPath().getString("staff_id");
        assertThat(added.jsonPath().getString("whatsapp")).isEqualTo(number.replaceAll("[+ ()]", ""));
        Response changed = token().body("{\"slack_id\": \"U0%s\", \"departments\": []}"
                        .formatted(id.substring(0, 8).toUpperCase(java.util.Locale.ROOT)))
                .patch("/api/v1/staff/" + id);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getList("departments")).isEmpty();
        assertThat(changed.jsonPath().getString("whatsapp")).isNotNull();

        assertThat(token().body("{\"role\": \"king\"}")
                        .patch("/api/v1/staff/" + id)
                        .statusCode())
                .isEqualTo(400);
        assertThat(token().body("""
                        {"email": "%s", "name": "Twin", "password": "eight blue tomatoes", "role": "agent"}
                        """.formatted(mail)).post("/api/v1/staff").statusCode())
                .isEqualTo(409);
        assertThat(
                        text(
                                "SELECT string_agg(detail::text, '') FROM access_audit WHERE action LIKE 'staff_%' AND ? IS NOT NULL"))
                .doesNotContain("tomatoes");
    }

    private JsonPath done(String move, String body) {
        Response answer = moves(move, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private Response moves(String move, String body) {
        return token().body(body).post("/api/v1/conversations/" + conversation + "/" + move);
    }

    private JsonPath seen() {
        return gets("/api/v1/conversations/" + conversation).jsonPath();
    }

    private static Response gets(String path) {
        return token().get(path);
    }

    private static RequestSpecification token() {
        return given().auth().oauth2(ApiTokenResource.TOKEN).contentType("application/json");
    }

    private void sql(String statement, Object... arguments) {
        jdbi.useHandle(handle -> handle.execute(statement, arguments));
    }

    private String text(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query, conversation).mapTo(String.class).one());
    }
}
