package dev.relaydesk.research.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The link of a customer: what it opens, and that nothing else opens anything. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReportLinksTest {

    @Inject
    Jdbi jdbi;

    @Inject
    ReportLinks links;

    @Test
    void a_link_opens_its_report_for_whoever_has_it() {
        UUID job = Reports.stored(jdbi, Reports.GOOD);
        String link = links.link(job);

        assertThat(link).startsWith("http").contains("/reports/");
        get(link.substring(link.lastIndexOf('/') + 1))
                .statusCode(200)
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Set-Cookie", equalTo(null))
                .body(containsString("Which lamps may hang in a nursery?"))
                .body(not(containsString("USD")))
                .body(not(containsString("Judge")));
    }

    @Test
    void it_gives_the_report_as_files_too() {
        String token = links.token(Reports.stored(jdbi, Reports.GOOD));

        get(token + "/pdf").statusCode(200).header("Content-Type", equalTo("application/pdf"));
        get(token + "/json").statusCode(200).body(not(containsString("cost_usd")));
        get(token + "/docx").statusCode(404);
    }

    @Test
    void a_forged_link_opens_nothing() {
        UUID job = Reports.stored(jdbi, Reports.GOOD);
        String token = links.token(job);

        for (int i = 0; i < token.length(); i++) {
            String other = token.charAt(i) == 'A' ? "B" : "A";
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(links.job(forged)).as("changed at %d", i).isEmpty();
        }
        assertThat(links.job(token)).contains(job);
        assertThat(links.job("")).isEmpty();
        assertThat(links.job(token + "A")).isEmpty();
        assertThat(links.job(Base64.getUrlEncoder().encodeToString(new byte[24])))
                .isEmpty();
        get(token.replaceFirst(".$", "_")).statusCode(404).body(containsString("There is no report here"));
    }

    /** The last character holds two bits that no byte needs. */
    @Test
    void a_token_is_written_in_one_way_only() {
        String token = links.token(UUID.randomUUID());
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char next = alphabet.charAt(alphabet.indexOf(last) + 1);

        assertThat(links.job(token.substring(0, token.length() - 1) + next)).isEmpty();
    }

    @Test
    void a_link_ends_when_its_time_is_over() {
        UUID job = Reports.stored(jdbi, Reports.GOOD);
        Instant made = Instant.parse("2020-01-31T08:00:00Z");
        String token = at(made).token(job);

        assertThat(at(made.plus(Duration.ofHours(23))).job(token)).contains(job);
        assertThat(at(made.plus(Duration.ofDays(1))).job(token)).isEmpty();
        get(token).statusCode(404);
        get(token + "/pdf").statusCode(404);
    }

    @Test
    void a_job_without_a_report_is_not_told_from_none() {
        get(links.token(Reports.row(jdbi, "running"))).statusCode(404);
        get(links.token(UUID.randomUUID())).statusCode(404);
    }

    private ReportLinks at(Instant now) {
        return new ReportLinks(
                jdbi, Clock.fixed(now, ZoneOffset.UTC), () -> Duration.ofDays(1), "https://desk.example/");
    }

    private static ValidatableResponse get(String path) {
        return given().get("/reports/" + path).then();
    }
}
