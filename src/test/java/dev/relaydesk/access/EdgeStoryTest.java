package dev.relaydesk.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class EdgeStoryTest {

    @Inject
    Door door;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI service;

    @BeforeEach
    void ana_works_here() {
        door.anaIsAdmin();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-in",
                "/",
                "/setup/nothing",
                "/assets/relaydesk.css",
                "/assets/missing.css",
                "/no/such/page",
                "/api/v1/guarded/viewer",
                "/api/v1/guarded/forgotten",
                "/a//b",
                "/_static/htmx.org/2.0.2/dist/htmx.min.js"
            })
    void every_answer_carries_the_headers(String path) {
        var answer = given().redirects().follow(false).urlEncodingEnabled(false).get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Server")).isNull();
        if (!path.startsWith("/assets/") && !path.startsWith("/_static/")) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void the_headers_are_there_when_something_breaks() {
        var answer = asToken().get("/api/v1/guarded/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.asString()).doesNotContain("on purpose").contains("Reference");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/guarded/viewer;a=b",
                "/api;/v1/guarded/viewer",
                "/api/v1%2fguarded/viewer",
                "/api/v1%2Fguarded/viewer",
                "/api/v1%5cguarded/viewer",
                "/api/v1/guarded/viewer%00",
                "/api/v1//guarded/viewer",
                "//api/v1/guarded/viewer",
                "/api/./v1/guarded/viewer",
                "/api/v1/x/../guarded/viewer",
                "/assets/../api/v1/guarded/viewer",
                "/assets/%2e%2e/api/v1/guarded/viewer",
                "/api/v1/guarded/viewer%3bx",
                "/api/v1/guarded/viewer%252f",
                "/webhooks/..;/api/v1/guarded/viewer",
                "/api/v1/guarded/viewer/.",
                "/api\\v1/guarded/viewer"
            })
    void a_path_that_can_be_read_in_two_ways_is_not_served_to_anyone(String path) throws IOException {
        assertThat(rawGet(path)).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_program_without_a_token_gets_a_problem_document() {
        var answer = given().get("/api/v1/guarded/viewer");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("/problems/unauthenticated");
    }

    @Test
    void a_wrong_token_gets_the_same_even_where_everybody_may_look() {
        for (String path : List.of("/api/v1/guarded/viewer", "/sign-in")) {
            var answer = given().header("Authorization", "Bearer nonsense").get(path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void the_token_of_the_environment_may_do_everything_and_has_a_name() {
        assertThat(asToken().get("/api/v1/guarded/admin").statusCode()).isEqualTo(200);
        assertThat(asToken().get("/api/v1/guarded/viewer").asString()).isEqualTo("api-token");
        assertThat(asToken().post("/api/v1/guarded/change").statusCode()).isEqualTo(200);
    }

    @Test
    void an_endpoint_that_says_nothing_is_closed() {
        assertThat(asToken().get("/api/v1/guarded/forgotten").statusCode()).isEqualTo(403);
    }

    @Test
    void a_person_sees_a_page_instead_of_a_problem_document() {
        var missing = Door.browser().get("/no/such/page");
        var forbidden = Door.browser().cookie(Door.COOKIE, door.anaSignsIn()).get("/api/v1/guarded/forgotten");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.asString()).contains("<h1>There is no such thing</h1>");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.asString()).contains("<h1>That is not allowed for you</h1>");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "none,  -,                    -",
                "none,  own,                  same-origin",
                "wrong, own,                  same-origin",
                "right, https://evil.example, cross-site",
                "right, https://evil.example, -",
                "right, null,                 -",
                "right, null,                 cross-site",
                "right, own,                  same-site",
                "right, own,                  none"
            })
    void nothing_changes_for_a_forged_request(String token, String origin, String fetchSite) {
        var answer = send(token, origin, fetchSite);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString()).doesNotContain("changed");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"right, own, same-origin", "right, null, same-origin", "right, own, -"})
    void our_own_pages_change_things(String token, String origin, String fetchSite) {
        var answer = send(token, origin, fetchSite);

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private io.restassured.response.Response send(String token, String origin, String fetchSite) {
        String cookie = door.anaSignsIn();
        var request = given().cookie(Door.COOKIE, cookie);
        if (!token.equals("none")) {
            request.header("X-CSRF-Token", token.equals("right") ? door.csrfOf(cookie) : "wrong");
        }
        if (origin != null) {
            request.header("Origin", origin.equals("own") ? "http://localhost:" + service.getPort() : origin);
        }
        if (fetchSite != null) {
            request.header("Sec-Fetch-Site", fetchSite);
        }
        return request.post("/api/v1/guarded/change");
    }

    private static io.restassured.specification.RequestSpecification asToken() {
        return given().header("Authorization", "Bearer " + ApiTokenResource.TOKEN);
    }

    /** Straight onto the wire: clients tidy such paths up before they send them. */
    private String rawGet(String path) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + ApiTokenResource.TOKEN + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
