package dev.relaydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody who came in through the setup link, in a browser of their own. */
public final class Visitor {

    public static final String PASSWORD = "nine green lanterns";

    private final Browser browser = Browser.open();

    private Visitor() {}

    /** An administrator with {@link #PASSWORD}, who stands in the playground. */
    public static Visitor comesIn(FreshLink setup, String name, String email) {
        var visitor = new Visitor();
        Page page = visitor.page();
        visitor.goes(setup.path());
        page.getByLabel("Your name").fill(name);
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").fill(PASSWORD);
        page.getByText("Create administrator").click();
        page.waitForURL("**/playground");
        return visitor;
    }

    public Browser browser() {
        return browser;
    }

    public Page page() {
        return browser.page();
    }

    public void goes(String path) {
        page().navigate(address(path));
    }

    /** A page of the service under test. */
    public static String address(String path) {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class))
                .resolve(path)
                .toString();
    }

    /** Closes the browser, whose console must not have complained. */
    public void leaves() {
        var complaints = browser.complaints();
        browser.close();
        assertThat(complaints).isEmpty();
    }
}
