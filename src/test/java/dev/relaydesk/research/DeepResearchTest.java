package dev.relaydesk.research;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an order to a judged report, with nothing configured. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(QuickResearch.class)
class DeepResearchTest {

    private static final String QUESTION = "How long do customers have to return a parcel, and who pays for it?";

    @ParameterizedTest
    @ValueSource(strings = {"agent", "async", "multi_step", "space"})
    void each_engine_finds_out_and_is_judged(String engine) {
        String job = ordered(Map.of("question", QUESTION, "engine", engine));

        JsonPath done = ended(job);

        assertThat(done.getString("status")).as(done.prettify()).isEqualTo("completed");
        assertThat(done.getString("result.engine")).isEqualTo(engine);
        assertThat(done.getString("result.report.direct_answer")).isNotBlank();
        assertThat(done.getString("result.judge.verdict")).isIn("pass", "fail");
        assertThat(done.getInt("progress_percentage")).isEqualTo(100);
    }

    @Test
    void with_little_money_an_engine_is_taken_that_costs_nothing_by_itself() {
        JsonPath done = ended(ordered(Map.of("question", QUESTION, "max_cost_usd", 1)));

        assertThat(done.getString("result.engine")).isEqualTo("multi_step");
        assertThat(done.getDouble("cost_usd")).isZero();
    }

    @Test
    void an_engine_that_fails_gives_way_to_the_next() {
        JsonPath done = ended(ordered(Map.of("question", QUESTION + " #research-failed")));

        assertThat(done.getString("status")).as(done.prettify()).isEqualTo("completed");
        assertThat(done.getString("result.engine")).isNotEqualTo("agent");
    }

    @Test
    void a_customer_who_asks_for_it_gets_the_answer_and_a_link_to_the_report() {
        String conversation = caller().body(Map.of(
                        "customer_id", "ida", "text", "Please research in depth: which carriers deliver to Norway?"))
                .post("/api/message")
                .then()
                .extract()
                .path("conversation_id");

        String told = await().atMost(Duration.ofSeconds(60))
                .until(() -> said(conversation), words -> words.contains("Here is what I found out"));

        String link = told.replaceAll("(?s).*(/reports/[A-Za-z0-9_.-]+).*", "$1");
        given().get(link).then().statusCode(200);
        given().get(link.substring(0, link.length() - 2) + "xx").then().statusCode(404);
    }

    private static String said(String conversation) {
        return caller().get("/api/v1/conversations/" + conversation + "/messages")
                .jsonPath()
                .getList("items.text", String.class)
                .toString();
    }

    @Test
    void what_is_wrong_with_an_order_is_said_by_name() {
        List<String> fields = caller().body(Map.of(
                        "type", "deep_research", "input", Map.of("question", " ", "max_cost_usd", -1, "depth", 3)))
                .post("/api/v1/jobs")
                .then()
                .statusCode(400)
                .extract()
                .path("errors.field");

        assertThat(fields).containsExactlyInAnyOrder("input.question", "input.max_cost_usd", "input.depth");
    }

    private static String ordered(Map<String, Object> input) {
        return caller().body(Map.of("type", "deep_research", "input", input))
                .post("/api/v1/jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("job_id");
    }

    private static JsonPath ended(String job) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> caller().get("/api/v1/jobs/" + job).jsonPath(),
                        view -> !List.of("pending", "running").contains(view.getString("status")));
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN)
                .contentType("application/json");
    }
}
