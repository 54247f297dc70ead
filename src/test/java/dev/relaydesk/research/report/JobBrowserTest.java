package dev.relaydesk.research.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of jobs and reports in a real browser. The stream is played from the rows, as the API plays it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class JobBrowserTest {

    private static final String TITLE = "Which lamps may hang in a nursery?";

    @Inject
    FreshLink setup;

    @Inject
    Jdbi jdbi;

    @Inject
    ReportLinks links;

    @TestHTTPResource
    URI service = URI.create("http://localhost/");

    private Browser browser;
    private Page page;

    @BeforeEach
    void ada_comes_in() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM job"));
        browser = Browser.open();
        comeIn();
        page.route("**/api/v1/jobs/*/stream", this::stream);
    }

    @AfterEach
    void nothing_was_wrong_in_the_console() {
        var complaints = browser.complaints();
        browser.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_job_is_followed_to_its_end() {
        UUID job = running();
        go("/jobs");
        page.getByText(TITLE).click();
        assertThat(page.locator("#progress")).containsText("execute sub queries");
        assertThat(page.locator("#progress")).containsText("1.25 USD of 5.00 USD");
        browser.photograph("job-running");

        say(job, "progress", "synthesise", 70, "Writing it down");
        assertThat(page.locator("#log")).containsText("Writing it down");
        assertThat(page.locator(".stages .current")).containsText("synthesise");
        assertThat(page.locator(".stages .done")).hasCount(2);

        finish(job);
        assertThat(page.locator("#toast")).containsText("completed");
        assertThat(page.locator("#outcome")).containsText("Lamps with SELV under 24 V");
        assertThat(page.locator(".judged")).hasText("Passed");
        assertThat(page.locator("#outcome")).containsText("1 of 2 claims stand on a source");
        assertThat(page.locator("#log p")).hasCount(5);
        assertThat(page.locator("#cancel")).hasCount(0);
    }

    @Test
    void a_job_is_reprioritised_and_cancelled_by_keyboard() {
        UUID job = running();
        go("/jobs/" + job);

        page.keyboard().press("p");
        assertThat(page.locator("#priority")).isFocused();
        page.selectOption("#priority", "1");
        page.getByText("Set", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".facts-list")).containsText("Priority1");
        assertThat(page.locator("#notify")).isVisible(); // the script is there
        page.keyboard().press("c");
        assertThat(page.locator("#cancel")).isFocused();
        page.keyboard().press("Enter");

        assertThat(page.locator("#progress .state")).hasText("being cancelled");
    }

    @Test
    void what_is_shown_is_for_everybody_and_on_a_narrow_screen() {
        go("/jobs");
        fits("jobs-empty");
        UUID running = running();
        UUID done = running();
        finish(done);
        UUID failed = Reports.row(jdbi, "failed");
        sql(
                "UPDATE job SET error_code = 'remote_failed', error_message = 'The other side gave up' WHERE id = ?",
                failed);
        UUID late = Reports.row(jdbi, "pending");
        sql("UPDATE job SET type = 'generation', due_at = now() - interval '5 min' WHERE id = ?", late);
        sql("UPDATE job SET lease_until = NULL");

        go("/jobs");
        assertThat(page.locator(".alert")).containsText("No worker is running");
        fits("jobs");
        page.keyboard().press("j");
        page.keyboard().press("j");
        assertThat(page.locator("#job-" + failed)).isFocused();
        go("/jobs/" + failed);
        assertThat(page.locator("#progress .alert")).hasText("The other side gave up");
        fits("job-failed");
        go("/jobs/" + running);
        fits("job-live");
        go("/jobs/" + done);
        fits("job-done");
        go("/reports/" + links.token(done));
        assertThat(page.locator("#print")).isVisible();
        fits("report");
    }

    @Test
    void it_works_without_script() {
        browser.close();
        browser = Browser.withoutScript();
        comeIn();
        UUID job = running();

        go("/jobs");
        page.getByText("running 1").click();
        page.getByText(TITLE).click();
        assertThat(page.locator("meta[http-equiv=refresh]")).hasCount(1);
        page.locator("#cancel").click();

        assertThat(page.locator("#progress .state")).hasText("being cancelled");
        assertThat(page.url()).endsWith("/jobs/" + job);
    }

    private void comeIn() {
        page = browser.page();
        go(setup.path());
        page.getByLabel("Your name").fill("Ada Admin");
        page.getByLabel("E-mail").fill("ada@example.org");
        page.getByLabel("Password").fill("nine green lanterns");
        page.getByText("Create administrator").click();
        page.waitForURL("**/playground");
    }

    private void fits(String name) {
        assertThat(browser.sidewaysAt(360)).as(name).isZero();
        assertThat(browser.barriers()).as(name).isEmpty();
        browser.photograph(name);
    }

    private UUID running() {
        UUID job = Reports.row(jdbi, "running");
        sql("""
                UPDATE job SET started_at = now() - interval '75 s', cost_usd = 1.25, current_stage = 'execute_sub_queries',
                    progress = 35, input = input || '{"engine": "multi_step"}' WHERE id = ?
                """, job);
        say(job, "status", null, null, "running");
        say(job, "progress", "decompose", 10, "Five questions were made of one");
        say(job, "progress", "execute_sub_queries", 35, "Asking all of them at once");
        return job;
    }

    private void finish(UUID job) {
        sql(
                "UPDATE job SET status = 'completed', due_at = NULL, progress = 100, completed_at = now() WHERE id = ?",
                job);
        sql("UPDATE job SET result = cast(? AS jsonb) WHERE id = ?", Reports.GOOD, job);
        say(job, "status", null, null, "completed");
    }

    private void say(UUID job, String kind, @Nullable String stage, @Nullable Integer percentage, String text) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE job SET events = events + 1, current_stage = coalesce(:stage, current_stage),
                                progress = coalesce(:percentage, progress) WHERE id = :job
                            """)
                    .bind("stage", stage)
                    .bind("percentage", percentage)
                    .bind("job", job)
                    .execute();
            handle.createUpdate("""
                            INSERT INTO job_event (job_id, number, kind, stage, percentage, text)
                            SELECT id, events, :kind, :stage, :percentage, :text FROM job WHERE id = :job
                            """)
                    .bind("kind", kind)
                    .bind("stage", stage)
                    .bind("percentage", percentage)
                    .bind("text", text)
                    .bind("job", job)
                    .execute();
        });
    }

    private void stream(Route route) {
        String job = route.request().url().replaceAll(".*/jobs/(.*)/stream", "$1");
        String body = jdbi.withHandle(handle ->
                handle.createQuery("""
                        SELECT string_agg(format(E'id: %s\\nevent: %s\\ndata: %s\\n\\n', number, kind,
                            json_build_object('number', number, 'at', at, 'kind', kind, 'text', text)), '' ORDER BY number)
                        FROM job_event WHERE job_id = cast(:job AS uuid)
                        """).bind("job", job).mapTo(String.class).one());
        route.fulfill(new Route.FulfillOptions()
                .setHeaders(Map.of("Content-Type", "text/event-stream"))
                .setBody("retry: 100\n\n" + body));
    }

    private void sql(String statement, Object... values) {
        jdbi.useHandle(handle -> handle.execute(statement, values));
    }

    private void go(String path) {
        page.navigate(service.resolve(path).toString());
    }
}
