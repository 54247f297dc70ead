package dev.relaydesk.playground;

import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.Visitor;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the playground share: Ana, who came in, and the page she looks at. */
abstract class Playground {

    private static final String EMAIL = "ana@example.org";

    @Inject
    FreshLink setup;

    @Inject
    Jdbi jdbi;

    Visitor visitor;
    Browser browser;
    Page page;
    Screen screen;

    @BeforeEach
    void ana_comes_in_through_the_setup_link() {
        visitor = Visitor.comesIn(setup, "Ana", EMAIL);
        browser = visitor.browser();
        page = visitor.page();
        screen = new Screen(page);
    }

    @AfterEach
    void nothing_was_wrong_in_the_console() {
        visitor.leaves();
    }

    UUID conversation() {
        return jdbi.withHandle(rows -> rows.createQuery("SELECT conversation_id FROM turn ORDER BY id DESC LIMIT 1")
                .mapTo(UUID.class)
                .one());
    }

    /** Whether or not the page has a script. */
    static void signIn(Page page) {
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password").fill(Visitor.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/playground");
    }
}
