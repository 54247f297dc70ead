package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both phones, with nothing configured: the customer asks for a human, and a colleague answers by WhatsApp. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class ColleagueBrowserTest {

    @Inject
    FreshLink setup;

    @Inject
    Jdbi jdbi;

    private Visitor visitor;
    private Page page;
    private Screen screen;

    @BeforeEach
    void cleo_comes_in_and_nobody_waits() {
        jdbi.useHandle(
                rows -> rows.execute("UPDATE handoff SET state = 'ended', next_step_at = NULL WHERE state <> 'ended'"));
        visitor = Visitor.comesIn(setup, "Cleo", "cleo@example.org");
        page = visitor.page();
        screen = new Screen(page);
    }

    @AfterEach
    void nothing_was_wrong_in_the_console() {
        visitor.leaves();
    }

    @Test
    void a_colleague_takes_over_answers_and_hands_back_on_the_phone() {
        screen.ask("I want a human");
        screen.shows(screen.chat(), "A human has this conversation");
        nobodyComesInSlack();

        page.getByText("WhatsApp", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL("**/playground/colleague");
        screen.shows(messages(), "A customer is waiting for a colleague: Cleo");
        button("Take over").click();
        screen.shows(messages(), "You have it now");
        assertThat(page.locator(".alert")).hasCount(0);

        Locator confirmation = messages().locator(".bubble.theirs").last();
        confirmation
                .getByText("Reply", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#quoted")).containsText("You have it now");
        assertThat(visitor.browser().barriers()).isEmpty();
        assertThat(visitor.browser().sidewaysAt(360)).isZero();
        page.locator("#text").fill("Hello, I am <b>Cleo</b>");
        page.locator("#text").press("Enter");
        screen.shows(messages().locator(".bubble.mine").last(), "Hello, I am <b>Cleo</b>");
        visitor.browser().photograph("colleague");

        visitor.goes("/playground");
        screen.shows(screen.answers().last(), "Hello, I am <b>Cleo</b>");
        screen.ask("It is order 4711");
        screen.shows(screen.questions().last(), "It is order 4711");

        visitor.goes("/playground/colleague");
        screen.shows(messages(), "It is order 4711");
        button("Hand back").click();
        page.waitForURL("**/playground/colleague");

        visitor.goes("/playground");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> one("SELECT state FROM handoff ORDER BY created_at DESC LIMIT 1")
                        .equals("ended"));
        page.reload();
        assertThat(screen.chat()).not().containsText("A human has this conversation");
    }

    /** Slack stands before WhatsApp on the ladder; its five minutes are over at once. */
    private void nobodyComesInSlack() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbi.withHandle(
                                rows -> rows.execute(
                                        "UPDATE handoff SET next_step_at = now() WHERE state = 'waiting' AND next_step_at IS NOT NULL"))
                        >= 1);
    }

    private Locator messages() {
        return page.locator("#messages");
    }

    private Locator button(String title) {
        return messages().locator(".choices").last().getByText(title, new Locator.GetByTextOptions().setExact(true));
    }

    private String one(String query) {
        return jdbi.withHandle(
                rows -> rows.createQuery(query).mapTo(String.class).one());
    }
}
