package dev.relaydesk.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class SignInStoryTest {

    @Inject
    Door door;

    @Inject
    FirstAdmin admin;

    @BeforeEach
    void an_empty_house() {
        door.emptyHouse();
    }

    @Test
    void the_setup_link_makes_one_administrator_and_then_works_no_more() {
        String token = admin.newLink().orElseThrow();

        var first = setUp(token, "ana@example.org");
        var second = setUp(token, "eve@example.org");

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.cookie(Door.COOKIE)).hasSize(43);
        assertThat(second.statusCode()).isEqualTo(404);
        assertThat(door.sql("SELECT string_agg(email || ' ' || role, ',') FROM access_staff"))
                .isEqualTo("ana@example.org admin");
        assertThat(admin.newLink()).isEmpty();
    }

    @Test
    void ten_people_with_the_link_at_the_same_moment_make_one_administrator() {
        String token = admin.newLink().orElseThrow();

        IntStream.range(0, 10).parallel().forEach(n -> setUp(token, "person" + n + "@example.org"));

        assertThat(door.sql("SELECT count(*) FROM access_staff")).isEqualTo("1");
    }

    @Test
    void a_newer_setup_link_replaces_an_older_one() {
        String older = admin.newLink().orElseThrow();
        String newer = admin.newLink().orElseThrow();

        assertThat(Door.browser().get("/setup/" + older).statusCode()).isEqualTo(404);
        assertThat(Door.browser().get("/setup/" + newer).statusCode()).isEqualTo(200);
    }

    @Test
    void a_short_password_is_refused_with_a_reason_and_the_link_stays() {
        String token = admin.newLink().orElseThrow();

        var answer = Door.browser()
                .formParam("email", "ana@example.org")
                .formParam("name", "Ana")
                .formParam("password", "only14letters!")
                .post("/setup/" + token);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("must have 15 to").contains("value=\"ana@example.org\"");
        assertThat(admin.isValid(token)).isTrue();
    }

    @Test
    void an_unknown_e_mail_and_a_wrong_password_read_the_same() {
        door.anaIsAdmin();

        var wrong = door.signIn(Door.EMAIL, "nine green lamps!!");
        var unknown = door.signIn("bob@example.org", "nine green lamps!!");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.asString().replace(Door.EMAIL, "X"))
                .isEqualTo(unknown.asString().replace("bob@example.org", "X"));
        assertThat(door.sql("SELECT count(*) FROM access_audit WHERE action = 'sign_in_refused'"))
                .isEqualTo("2");
    }

    @Test
    void after_ten_failures_an_account_rests_and_then_opens_again() {
        door.anaIsAdmin();
        for (int guess = 0; guess < 10; guess++) {
            assertThat(door.signIn(Door.EMAIL, "guess number " + guess).statusCode())
                    .isEqualTo(401);
        }

        var eleventh = door.signIn(Door.EMAIL, Door.PASSWORD);
        door.change("UPDATE access_failed_sign_in SET window_start = now() - interval '16 minutes'");
        var later = door.signIn(Door.EMAIL, Door.PASSWORD);

        assertThat(eleventh.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(eleventh.header("Retry-After"))).isBetween(1, 900);
        assertThat(later.statusCode()).isEqualTo(303);
    }

    @Test
    void one_address_cannot_try_a_password_on_ever_more_accounts() {
        door.anaIsAdmin();
        door.change("INSERT INTO access_failed_sign_in VALUES ('address:127.0.0.1', 50, now())");

        assertThat(door.signIn("someone@example.org", "a likely password").statusCode())
                .isEqualTo(429);
    }

    @Test
    void an_idle_session_ends() {
        door.anaIsAdmin();
        String cookie = door.anaSignsIn();

        assertThat(viewer(cookie)).isEqualTo(200);
        door.change("UPDATE access_session SET last_seen_at = now() - interval '31 minutes'");
        assertThat(viewer(cookie)).isEqualTo(401);
    }

    @Test
    void a_busy_session_ends_too() {
        door.anaIsAdmin();
        String cookie = door.anaSignsIn();

        door.change("UPDATE access_session SET expires_at = now() - interval '1 second'");

        assertThat(viewer(cookie)).isEqualTo(401);
    }

    @Test
    void signing_out_ends_the_session_for_good() {
        door.anaIsAdmin();
        String cookie = door.anaSignsIn();

        var left = Door.browser()
                .cookie(Door.COOKIE, cookie)
                .formParam("csrf", door.csrfOf(cookie))
                .post("/sign-out");

        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(viewer(cookie)).isEqualTo(401);
    }

    @Test
    void a_role_that_was_cut_and_an_account_that_was_disabled_are_gone_at_once() {
        door.anaIsAdmin();
        String cookie = door.anaSignsIn();

        assertThat(get("admin", cookie)).isEqualTo(200);
        door.change("UPDATE access_staff SET role = 'viewer'");
        assertThat(get("admin", cookie)).isEqualTo(403);
        assertThat(get("agent", cookie)).isEqualTo(403);
        assertThat(get("viewer", cookie)).isEqualTo(200);
        door.change("UPDATE access_staff SET disabled_at = now()");
        assertThat(get("viewer", cookie)).isEqualTo(401);
    }

    @Test
    void each_sign_in_has_a_cookie_of_its_own_that_scripts_cannot_read() {
        door.anaIsAdmin();

        var planted = Door.browser()
                .cookie(Door.COOKIE, "planted-by-somebody-else")
                .formParam("email", Door.EMAIL)
                .formParam("password", Door.PASSWORD)
                .post("/sign-in");

        assertThat(planted.cookie(Door.COOKIE)).hasSize(43);
        assertThat(planted.header("Set-Cookie"))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax")
                .containsIgnoringCase("Path=/");
        assertThat(door.sql("SELECT token_hash FROM access_session")).doesNotContain(planted.cookie(Door.COOKIE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "javascript:alert(1)",
                "/%0d%0aX: y\t"
            })
    void signing_in_never_leads_to_another_site(String next) {
        door.anaIsAdmin();

        var answer = Door.browser()
                .formParam("email", Door.EMAIL)
                .formParam("password", Door.PASSWORD)
                .formParam("next", next)
                .post("/sign-in");

        assertThat(answer.header("Location")).matches("http://[^/]+/");
    }

    @Test
    void a_page_that_needs_a_person_leads_to_the_sign_in_and_back() {
        door.anaIsAdmin();

        var asked = Door.browser().get("/api/v1/guarded/viewer?tab=2");
        var answer = Door.browser()
                .formParam("email", Door.EMAIL)
                .formParam("password", Door.PASSWORD)
                .formParam("next", "/api/v1/guarded/viewer?tab=2")
                .post("/sign-in");

        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.header("Location")).endsWith("/sign-in?next=%2Fapi%2Fv1%2Fguarded%2Fviewer%3Ftab%3D2");
        assertThat(answer.header("Location")).endsWith("/api/v1/guarded/viewer?tab=2");
    }

    private static io.restassured.response.Response setUp(String token, String email) {
        return Door.browser()
                .formParam("email", email)
                .formParam("name", "Ana")
                .formParam("password", Door.PASSWORD)
                .post("/setup/" + token);
    }

    private static int viewer(String cookie) {
        return get("viewer", cookie);
    }

    private static int get(String what, String cookie) {
        return io.restassured.RestAssured.given()
                .cookie(Door.COOKIE, cookie)
                .get("/api/v1/guarded/" + what)
                .statusCode();
    }
}
