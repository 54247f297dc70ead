package dev.relaydesk.action;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a program sees of actions. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class ActionApiTest extends ActionApi {

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

    private List<String> ids(String path) {
        return gets(path).jsonPath().getList("items.action_id", String.class);
    }
}
