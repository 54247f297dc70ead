package dev.relaydesk.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an administrator allows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class ActionPolicyApiTest extends ActionApi {

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

    private List<String> faults(Map<String, Object> change) {
        Response refused = puts("handoff", change);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        return refused.jsonPath().getList("errors.field", String.class);
    }

    private static Map<String, Object> policy(JsonPath shown) {
        return shown.getMap("");
    }

    private static Map<String, Object> change(Map<String, Object> policy, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(policy);
        changed.put(field, value);
        return changed;
    }

    private static Response puts(String action, Map<String, Object> body) {
        return caller().contentType("application/json").body(body).put("/api/v1/action-policies/" + action);
    }
}
