package dev.relaydesk.story;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import dev.relaydesk.handoff.mail.simulator.KeptMail;
import dev.relaydesk.handoff.mail.simulator.MailSink;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cara takes over by the link in a mail, without signing in. */
@QuarkusTest
@WithTestResource(
        value = StoryResource.class,
        initArgs = @ResourceArg(name = "relaydesk.handoff.ladder", value = "whatsapp,mail"))
class HandoffLinkStoryTest {

    private static final String COOKIE = "relaydesk_handoff";

    @Inject
    Story story;

    @Inject
    Handoffs handoffs;

    @Inject
    HandoffScene scene;

    @Inject
    MailSink sink;

    @Inject
    Jdbi jdbi;

    private final UUID cara = UUID.randomUUID();
    private String address;

    @BeforeEach
    void cara_works_here() {
        story.begins();
        worksHere("cara." + cara + "@example.org");
    }

    private void worksHere(String email) {
        address = email;
        story.sql("DELETE FROM access_staff WHERE id = ?", cara);
        story.sql(
                "INSERT INTO access_staff (id, email, display_name, role, password_hash) VALUES (?, ?, 'Cara', 'agent', '-')",
                cara,
                email);
    }

    @AfterEach
    void cara_leaves() {
        story.sql("UPDATE handoff SET state = 'ended', next_step_at = NULL WHERE state <> 'ended'");
        story.sql("DELETE FROM access_staff WHERE id = ?", cara);
    }

    @Test
    void from_the_mail_to_the_last_word() {
        Customer ana = waiting("Ana");
        KeptMail mail = mail();
        assertThat(mail.text()).contains("Still open:", "* claim (order: 4711) – unclear: it may have been done");
        assertThat(mail.html()).contains("<li>claim (order: 4711) – unclear: it may have been done");
        String token = tokenIn(mail);

        Response look = browser().get("/handoff/" + token);
        assertThat(look.statusCode()).isEqualTo(200);
        assertThat(look.asString()).contains("Take over", "where is my parcel?", "claim (order: 4711)");
        assertThat(look.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(look.header("Cache-Control")).isEqualTo("no-store");

        Response pressed = browser().post("/handoff/" + token);
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax", "Path=/handoff/" + token);
        String cookie = pressed.cookie(COOKIE);
        assertThat(story.text("SELECT state || ' ' || taken_via FROM handoff WHERE id = ?::uuid", handoff(ana)))
                .isEqualTo("taken mail");
        assertThat(story.text(
                        "SELECT count(*) FROM handoff_mail_link WHERE cookie_hash = ? OR token_hash = ?",
                        cookie,
                        token))
                .isEqualTo("0");

        assertThat(browser().cookie(COOKIE, cookie).get("/handoff/" + token).asString())
                .contains("Your answer to the customer", "Hand back");
        browser().cookie(COOKIE, cookie).formParam("text", "On its way").post("/handoff/" + token + "/reply");
        await().atMost(Duration.ofSeconds(20)).until(() -> ana.heard().contains("On its way"));
        assertThat(browser()
                        .cookie(COOKIE, cookie)
                        .get("/handoff/" + token + "/lines")
                        .asString())
                .contains("On its way")
                .doesNotContain("<html");

        browser().cookie(COOKIE, cookie).formParam("note", "sent again").post("/handoff/" + token + "/hand-back");
        assertThat(ana.mode()).isEqualTo("bot");
        Response after = browser().cookie(COOKIE, cookie).get("/handoff/" + token);
        assertThat(after.statusCode()).isEqualTo(410);
        assertThat(after.asString()).contains("This handoff is over", "/sign-in");
        assertThat(browser()
                        .cookie(COOKIE, cookie)
                        .formParam("text", "ghost")
                        .post("/handoff/" + token + "/reply")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void a_mail_filter_that_looks_at_the_link_changes_nothing() {
        Customer ana = waiting("Ana");
        String token = tokenIn(mail());
        for (int i = 0; i < 5; i++) {
            assertThat(browser().get("/handoff/" + token).statusCode()).isEqualTo(200);
            browser().head("/handoff/" + token);
            browser().get("/handoff/" + token + "/lines");
        }

        assertThat(story.text("SELECT state FROM handoff WHERE id = ?::uuid", handoff(ana)))
                .isEqualTo("waiting");
        assertThat(browser().post("/handoff/" + token).statusCode()).isEqualTo(303);
    }

    @Test
    void a_link_works_once_and_only_for_the_browser_that_used_it() {
        waiting("Ana");
        String token = tokenIn(mail());
        String cookie = browser().post("/handoff/" + token).cookie(COOKIE);

        for (Response other : new Response[] {
            browser().get("/handoff/" + token),
            browser().post("/handoff/" + token),
            browser().cookie(COOKIE, cookie + "x").get("/handoff/" + token),
            browser().formParam("text", "ghost").post("/handoff/" + token + "/reply"),
            browser().cookie(COOKIE, token).formParam("note", "x").post("/handoff/" + token + "/hand-back")
        }) {
            assertThat(other.statusCode()).isEqualTo(410);
            assertThat(other.asString())
                    .contains("was used already", "/sign-in")
                    .doesNotContain("where is my parcel");
        }
        assertThat(browser().cookie(COOKIE, cookie).get("/handoff/" + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_expired_a_changed_and_a_foreign_link_open_nothing() {
        Customer ana = waiting("Ana");
        String token = tokenIn(mail());
        String changed = (token.startsWith("A") ? "B" : "A") + token.substring(1);
        assertThat(browser().get("/handoff/" + changed).statusCode()).isEqualTo(404);
        assertThat(browser().post("/handoff/" + changed).statusCode()).isEqualTo(404);
        assertThat(browser()
                        .header("Origin", "https://evil.example")
                        .post("/handoff/" + token)
                        .statusCode())
                .isEqualTo(403);

        story.sql("UPDATE handoff_mail_link SET expires_at = now() - interval '1 second' WHERE staff_id = ?", cara);
        assertThat(browser().get("/handoff/" + token).asString()).contains("has expired", "/sign-in");
        assertThat(browser().post("/handoff/" + token).statusCode()).isEqualTo(410);
        story.sql("UPDATE handoff_mail_link SET expires_at = now() + interval '1 hour' WHERE staff_id = ?", cara);
        story.sql("UPDATE access_staff SET disabled_at = now() WHERE id = ?", cara);
        assertThat(browser().post("/handoff/" + token).statusCode()).isEqualTo(404);
        assertThat(story.text("SELECT state FROM handoff WHERE id = ?::uuid", handoff(ana)))
                .isEqualTo("waiting");
    }

    @Test
    void a_name_with_line_breaks_begins_no_header_and_markup_stays_text() {
        waiting(
                "Ana\\r\\nBcc: eve@evil.example\\r\\n\\r\\n<img src=http://evil.example/x.png><script>alert(1)</script>");
        KeptMail mail = mail();
        String head = mail.source().substring(0, mail.source().indexOf("\r\n\r\n"));

        assertThat(mail.recipients()).containsExactly(address);
        assertThat(head.lines().filter(line -> line.matches("(?i)bcc:.*|<img.*")))
                .isEmpty();
        assertThat(head).contains("Auto-Submitted: auto-generated", "Message-ID: <", "multipart/alternative");
        assertThat(mail.html()).doesNotContain("<img", "<script").contains("&lt;script&gt;");
        assertThat(mail.text()).contains("/handoff/");
    }

    @Test
    void a_mailbox_that_does_not_exist_is_told_at_once() {
        worksHere("refused." + cara + "@example.org");
        Customer ana = waiting("Ana");

        story.until(
                "SELECT state || ' ' || error_code FROM handoff_notice WHERE channel = 'mail' AND handoff_id = '"
                        + handoff(ana) + "'",
                "failed smtp-550");
    }

    private Customer waiting(String name) {
        Customer customer = story.customer();
        customer.writes("where is my parcel?");
        story.everythingSettles();
        UUID conversation = UUID.fromString(customer.conversation());
        story.sql("""
                UPDATE conversation_customer SET display_name = ?
                WHERE id = (SELECT customer_id FROM conversation WHERE id = ?)
                """, name.translateEscapes(), conversation);
        scene.asked(customer, "claim", "ambiguous");
        jdbi.useTransaction(transaction -> assertThat(handoffs.request(
                        transaction, new ConversationId(conversation), HandoffRequest.byRule("test"), "test"))
                .isTrue());
        return customer;
    }

    private String handoff(Customer customer) {
        return story.text("SELECT id FROM handoff WHERE conversation_id = ?::uuid", customer.conversation());
    }

    private KeptMail mail() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        sink.mails().stream().anyMatch(mail -> mail.recipients().contains(address)));
        return sink.mails().stream()
                .filter(mail -> mail.recipients().contains(address))
                .findFirst()
                .orElseThrow();
    }

    private static String tokenIn(KeptMail mail) {
        var link = Pattern.compile("/handoff/([A-Za-z0-9_-]{43})").matcher(mail.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static RequestSpecification browser() {
        return given().redirects()
                .follow(false)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded");
    }
}
