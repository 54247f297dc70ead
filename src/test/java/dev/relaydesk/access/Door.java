package dev.relaydesk.access;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** How the tests come in: an empty house, an administrator, a browser. */
@ApplicationScoped
class Door {

    static final String EMAIL = "ana@example.org";
    static final String PASSWORD = "nine green lanterns";
    static final String COOKIE = "relaydesk_session";

    private final Jdbi jdbi;
    private final FirstAdmin admin;

    Door(Jdbi jdbi, FirstAdmin admin) {
        this.jdbi = jdbi;
        this.admin = admin;
    }

    /** Nobody works here and nothing has happened. */
    void emptyHouse() {
        jdbi.useHandle(handle -> handle.execute(
                "TRUNCATE access_staff, access_session, access_setup, access_failed_sign_in, access_audit"));
    }

    void anaIsAdmin() {
        emptyHouse();
        admin.create(EMAIL, "Ana", PASSWORD);
    }

    /** Signs Ana in and returns her cookie. */
    String anaSignsIn() {
        return signIn(EMAIL, PASSWORD).cookie(COOKIE);
    }

    Response signIn(String email, String password) {
        return browser()
                .formParam("email", email)
                .formParam("password", password)
                .post("/sign-in");
    }

    /** The token that the pages of this session carry. */
    String csrfOf(String cookie) {
        return sql("SELECT csrf_token FROM access_session WHERE token_hash = '" + Secret.hash(cookie) + "'");
    }

    String sql(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    void change(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }

    static RequestSpecification browser() {
        return given().redirects().follow(false).header("Accept", "text/html");
    }

    static String tokenIn(String html) {
        var found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(html);
        return found.find() ? found.group(1) : "";
    }
}
