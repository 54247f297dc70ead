package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody is shut out: narrow pages, the keyboard alone, a browser without script, and the door itself. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class PlaygroundDoorBrowserTest extends Playground {

    @Test
    void nothing_runs_over_the_edge_and_nobody_is_shut_out() {
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.sidewaysAt(360)).isZero();
        browser.photograph("playground-empty");
        screen.ask("https://example.org/" + "y".repeat(300));
        screen.answered(1);
        screen.ask("I want a human");
        screen.answered(2);
        page.getByText("Raw reply").click();

        for (int width : List.of(360, 1280)) {
            assertThat(browser.sidewaysAt(width)).isZero();
            assertThat(browser.barriers()).isEmpty();
        }
        browser.photograph("playground-answered");
    }

    @Test
    void everything_is_done_with_the_keyboard() {
        page.keyboard().type("What is the warranty?");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("Tell me all.");
        page.keyboard().press("Enter");
        screen.answered(1);
        screen.shows(screen.questions(), "What is the warranty?\nTell me all.");

        page.keyboard().press("Shift+Tab");
        assertThat(page.getByRole(AriaRole.LOG)).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(page.getByText("New thread")).isFocused();
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("ArrowRight");
        assertThat(page.getByLabel("Streaming")).isChecked();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        screen.shows(screen.chat(), "The next message begins a new thread");
    }

    @Test
    void without_script_one_signs_in_writes_and_looks_again() {
        try (var plain = Browser.withoutScript()) {
            Page other = plain.page();
            var still = new Screen(other);
            other.navigate(Visitor.address("/playground"));
            signIn(other);
            other.getByLabel("Message").fill("What is the warranty?");
            other.getByLabel("Send").click();
            other.waitForURL("**/playground");

            screen.answered(1);
            other.reload();
            still.shows(still.questions(), "What is the warranty?");
            still.shows(still.answers(), "two years");
            still.shows(still.glass(), "plain_text");
        }
    }

    @Test
    void whoever_signs_out_is_out() {
        page.getByText("Sign out").click();
        page.waitForURL("**/sign-in");
        assertThat(browser.barriers()).isEmpty();
        visitor.goes("/playground");

        assertThat(page).hasURL(Visitor.address("/sign-in?next=%2Fplayground"));
        signIn(page);
    }
}
