package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With nothing configured: a ticket goes from the phone to the played desk, and what its agent does comes back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class TicketDeskBrowserTest {

    @Inject
    FreshLink setup;

    @TestHTTPResource
    URI service;

    private Browser browser;
    private Page page;
    private Screen screen;

    @BeforeEach
    void ada_comes_in() {
        browser = Browser.open();
        page = browser.page();
        screen = new Screen(page);
        go(setup.path());
        page.getByLabel("Your name").fill("Ada Agent");
        page.getByLabel("E-mail").fill("ada@example.org");
        page.getByLabel("Password").fill("nine green lanterns");
        page.getByText("Create administrator").click();
        page.waitForURL("**/playground");
    }

    @AfterEach
    void nothing_was_wrong_in_the_console() {
        var complaints = browser.complaints();
        browser.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_ticket_is_noted_answered_and_solved_and_only_that_it_is_solved_reaches_the_phone() {
        screen.ask("Open a ticket: my <b>lamp</b> is broken");
        screen.shows(screen.chat(), "I have opened ticket RD-");

        page.getByText("Ticket desk").click();
        page.waitForURL("**/simulators/tickets");
        Locator ticket = ticket("<b>lamp</b>");
        write(ticket, "He calls every day", "Add private note");
        write(ticket, "A new bulb is on its way", "Add answer");

        assertThat(ticket).containsText("He calls every day");
        assertThat(ticket.locator(".is-private")).hasCount(1);
        assertThat(ticket.locator(".is-private")).containsText("private note");
        assertThat(browser.sidewaysAt(360)).isZero();
        assertThat(browser.barriers()).isEmpty();
        browser.photograph("ticket-desk");

        ticket.getByText("Solve", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(ticket.locator(".desk-status")).hasText("solved");
        page.getByText("playground", new Page.GetByTextOptions().setExact(true)).click();
        screen.shows(screen.chat(), "Good news: your ticket RD-");

        assertThat(page.locator("#lines")).not().containsText("He calls every day");
        assertThat(page.locator("#lines")).not().containsText("A new bulb");
    }

    private void go(String path) {
        page.navigate(service.resolve(path).toString());
    }

    /** The desk is a page that is looked at again, and telling it of a ticket takes a moment. */
    private Locator ticket(String subject) {
        Locator ticket = page.locator(".desk-ticket")
                .filter(new Locator.FilterOptions().setHasText(subject))
                .first();
        await().until(() -> {
            page.reload();
            return ticket.isVisible();
        });
        return ticket;
    }

    private static void write(Locator ticket, String text, String button) {
        ticket.locator("textarea").fill(text);
        ticket.getByText(button).click();
        assertThat(ticket.locator("textarea")).isEmpty();
    }
}
