package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;

/** The playground as a test sees it. */
record Screen(Page page) {

    /** A busy machine may need long for what takes two seconds. */
    private static final double PATIENCE_MILLIS = 20_000;

    void ask(String text) {
        page.getByLabel("Message").fill(text);
        page.getByLabel("Message").press("Enter");
    }

    /** Waits until so many answers were read, and the looking-glass shows the newest turn. */
    void answered(int answers) {
        assertThat(chat().locator(".state.read"))
                .hasCount(answers, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
        shows(page.locator(".turns a[aria-current]"), "Turn " + answers);
        shows(glass().locator(".leaves .state"), "read");
    }

    Locator chat() {
        return page.locator("#lines");
    }

    Locator questions() {
        return chat().locator(".bubble.mine .said");
    }

    Locator answers() {
        return chat().locator(".bubble.theirs:not(.typing) .said");
    }

    Locator glass() {
        return page.locator("#turn");
    }

    List<String> uuids() {
        return glass().locator(".passport code").allTextContents();
    }

    void shows(Locator where, String text) {
        assertThat(where).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }
}
