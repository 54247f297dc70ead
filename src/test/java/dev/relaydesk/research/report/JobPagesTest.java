package dev.relaydesk.research.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of jobs without a browser. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class JobPagesTest {

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void there_is_no_job() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM job"));
    }

    @Test
    void an_empty_list_says_what_to_do() {
        get("/jobs").statusCode(200).body(containsString("No job yet")).body(containsString("/playground"));
        get("/jobs?status=failed").body(containsString("No such job"));
    }

    @Test
    void each_state_is_a_tab_with_its_count() {
        Reports.row(jdbi, "running");
        Reports.row(jdbi, "pending");
        Reports.row(jdbi, "pending");

        get("/jobs?status=pending&type=deep_research")
                .body(containsString("pending <span class=\"count\">2</span>"))
                .body(containsString("All <span class=\"count\">3</span>"))
                .body(containsString("href=\"/jobs?status=running&amp;type=deep_research\""))
                .body(not(containsString("class=\"state running\"")));
    }

    @Test
    void a_long_list_is_read_page_by_page() {
        UUID first = Reports.row(jdbi, "pending");
        for (int i = 0; i < 26; i++) {
            Reports.row(jdbi, "pending");
        }

        String page = get("/jobs")
                .body(not(containsString(first.toString())))
                .extract()
                .asString();
        String older = page.replaceAll("(?s).*<a id=\"older\" href=\"([^\"]*)\".*", "$1");
        get(older).body(containsString(first.toString())).body(not(containsString("id=\"older\"")));
        get("/jobs?before=x").statusCode(400);
    }

    @Test
    void it_is_said_when_jobs_wait_and_nobody_works() {
        UUID job = Reports.row(jdbi, "pending");
        due(job, "2 minutes");
        get("/jobs").body(containsString("No worker is running"));

        due(job, "30 seconds");
        get("/jobs").body(not(containsString("No worker is running")));

        due(job, "2 minutes");
        UUID held = Reports.row(jdbi, "running");
        sql("UPDATE job SET lease_until = now() + interval '20 s' WHERE id = ?", held);
        get("/jobs").body(not(containsString("No worker is running")));
    }

    @Test
    void a_running_job_is_cancelled_and_one_that_has_ended_is_not() {
        UUID job = Reports.row(jdbi, "running");

        post(job, "cancel").statusCode(303).header("Location", containsString("/jobs/" + job));
        assertThat(count(
                        "SELECT count(*) FROM job WHERE cancel_asked_at IS NOT NULL AND due_at <= now() AND id = ?",
                        job))
                .isOne();
        get("/jobs/" + job).body(containsString("being cancelled")).body(not(containsString("id=\"cancel\"")));
        post(job, "cancel").statusCode(303);
        post(Reports.row(jdbi, "failed"), "cancel").statusCode(409).body(containsString("Nothing was done"));
    }

    @Test
    void what_failed_is_done_again_and_what_is_done_is_not() {
        UUID failed = Reports.row(jdbi, "failed");
        post(failed, "retry").statusCode(303);
        assertThat(count(
                        "SELECT count(*) FROM job_event WHERE kind = 'status' AND text = 'pending' AND job_id = ?",
                        failed))
                .isOne();

        post(Reports.stored(jdbi, Reports.GOOD), "retry").statusCode(409);
        post(UUID.randomUUID(), "retry").statusCode(404);
    }

    @Test
    void a_priority_is_a_number_from_one_to_nine() {
        UUID job = Reports.row(jdbi, "pending");

        request()
                .formParam("priority", 2)
                .post("/jobs/" + job + "/priority")
                .then()
                .statusCode(303);
        request()
                .formParam("priority", 12)
                .post("/jobs/" + job + "/priority")
                .then()
                .statusCode(400);
        assertThat(count("SELECT priority FROM job WHERE id = ?", job)).isEqualTo(2);
    }

    @Test
    void hostile_text_is_shown_as_text() {
        // PostgreSQL keeps no NUL in jsonb
        UUID job = Reports.stored(jdbi, Reports.HOSTILE.replace("\\u0000", ""));
        sql("UPDATE job SET input = '{\"question\": \"<script>alert(1)</script>\"}' WHERE id = ?", job);
        sql("INSERT INTO job_event (job_id, number, kind, text) VALUES (?, 1, 'log', '<b>bold</b>')", job);

        for (String path : new String[] {"/jobs", "/jobs/" + job, "/jobs/" + job + "/outcome"}) {
            get(path).statusCode(200).body(not(containsString("<script>alert"))).body(not(containsString("<b>bold")));
        }
    }

    private void due(UUID job, String ago) {
        sql("UPDATE job SET type = 'generation', due_at = now() - interval '" + ago + "' WHERE id = ?", job);
    }

    private void sql(String statement, Object... values) {
        jdbi.useHandle(handle -> handle.execute(statement, values));
    }

    private int count(String query, UUID job) {
        return jdbi.withHandle(
                handle -> handle.select(query, job).mapTo(Integer.class).one());
    }

    private static ValidatableResponse get(String path) {
        return request().get(path).then();
    }

    private static ValidatableResponse post(UUID job, String what) {
        return request().formParam("x", "y").post("/jobs/" + job + "/" + what).then();
    }

    private static RequestSpecification request() {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .auth()
                .oauth2(ApiTokenResource.TOKEN)
                .accept("text/html");
    }
}
