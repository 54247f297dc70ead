package dev.relaydesk.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real Chromium. What its console complains about is remembered. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String AUDIT = """
            axe.run(document, {preload: false, resultTypes: ['violations']}).then(found => found.violations.flatMap(
                rule => rule.nodes.map(node => rule.id + ' ' + node.target.join(' ') + ' ' + node.failureSummary)))
            """;

    private final Playwright playwright;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(com.microsoft.playwright.Browser.NewContextOptions options) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserContext context = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty(
                                "relaydesk.browser", System.getenv().getOrDefault("BROWSER", "/usr/bin/chromium"))))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")))
                .newContext(options);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    public static Browser open() {
        return new Browser(new com.microsoft.playwright.Browser.NewContextOptions());
    }

    /** One whose owner has turned JavaScript off. */
    public static Browser withoutScript() {
        return new Browser(new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    public Page page() {
        return page;
    }

    /** What the console said that a page without faults would not say. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Looks at the page in four ways, wide and narrow, light and dark, and keeps the pictures. */
    public void photograph(String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1280, 360)) {
                page.setViewportSize(width, width == 360 ? 740 : 860);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENSHOTS.resolve("%s-%d-%s.png"
                                .formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)))));
            }
        }
        page.setViewportSize(1280, 860);
    }

    /** How far the page can be scrolled sideways, in pixels; none is right. */
    public int sidewaysAt(int width) {
        page.setViewportSize(width, 740);
        return (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What would shut somebody out: too little contrast, a field without a label and the like, in light and in dark. */
    public List<String> barriers() {
        page.evaluate(axe());
        var found = new ArrayList<String>();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (Object barrier : (List<?>) page.evaluate(AUDIT)) {
                found.add(scheme + " " + barrier);
            }
        }
        return found;
    }

    private static String axe() {
        try (var script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
