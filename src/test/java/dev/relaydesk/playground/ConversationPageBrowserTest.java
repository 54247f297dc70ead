package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a notice's link leads: a colleague reads, takes over, answers, notes and hands back on one page. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class ConversationPageBrowserTest {

    @Inject
    FreshLink setup;

    @Inject
    Jdbi jdbi;

    private Visitor visitor;
    private Page page;
    private Screen screen;

    @BeforeEach
    void dora_comes_in() {
        visitor = Visitor.comesIn(setup, "Dora", "dora@example.org");
        page = visitor.page();
        screen = new Screen(page);
    }

    @AfterEach
    void nothing_was_wrong_in_the_console() {
        visitor.leaves();
    }

    @Test
    void a_colleague_takes_over_answers_notes_and_hands_back() {
        screen.ask("I want a human, my parcel is <b>late</b>");
        screen.shows(screen.chat(), "A human has this conversation");
        String conversation = "/conversations/" + latest();

        visitor.goes(conversation);
        assertThat(page.locator("body")).containsText("my parcel is <b>late</b>");
        assertThat(visitor.browser().barriers()).isEmpty();
        assertThat(visitor.browser().sidewaysAt(360)).isZero();
        press("Take over");
        page.locator("[name=text]").fill("Hello, I am Dora");
        press("Send");
        assertThat(page.locator(".chat")).containsText("Hello, I am Dora");
        page.locator("[name=text]").fill("Looks like carrier trouble");
        press("Keep as a private note");
        assertThat(page.locator(".chat")).containsText("Looks like carrier trouble");
        visitor.browser().photograph("conversation");
        page.locator("[name=note]").fill("We send a new one");
        press("Hand back");

        visitor.goes("/playground");
        screen.shows(screen.chat(), "Hello, I am Dora");
        assertThat(screen.chat()).not().containsText("A human has this conversation");
        assertThat(screen.chat()).not().containsText("Looks like carrier trouble");
        assertThat(screen.chat()).not().containsText("We send a new one");
    }

    private void press(String title) {
        page.getByText(title, new Page.GetByTextOptions().setExact(true)).click();
    }

    private String latest() {
        return jdbi.withHandle(rows -> rows.createQuery("SELECT id::text FROM conversation ORDER BY id DESC LIMIT 1")
                .mapTo(String.class)
                .one());
    }
}
