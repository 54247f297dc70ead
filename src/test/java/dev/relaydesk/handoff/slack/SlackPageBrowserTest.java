package dev.relaydesk.handoff.slack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.NoticeResult;
import dev.relaydesk.handoff.slack.simulator.SlackMessage;
import dev.relaydesk.handoff.slack.simulator.SlackSimulator;
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

/** The simulated workspace in a real browser: what is pressed and written there comes in as if Slack had sent it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class SlackPageBrowserTest {

    @Inject
    FreshLink setup;

    @Inject
    SlackNotifier notifier;

    @Inject
    SlackApp app;

    @Inject
    Jdbi jdbi;

    private Visitor visitor;
    private Page page;

    @BeforeEach
    void ada_comes_in() {
        visitor = Visitor.comesIn(setup, "Ada Admin", "ada@example.org");
        page = visitor.page();
    }

    @AfterEach
    void nothing_was_wrong_in_the_console() {
        visitor.leaves();
    }

    @Test
    void a_card_is_pressed_and_answered_in_its_thread() {
        visitor.goes("/simulators/slack");
        String ts = post("<b>Grace</b> <!channel>");

        assertThat(page.getByLabel("Channel")).containsText("<b>Grace</b> <!channel> waits for a human");
        visitor.goes("/simulators/slack?thread=" + ts); // other tests' cards may stand there, too
        page.locator("#text").fill("Hello, I am Ada");
        page.locator("#text").press("Enter");
        assertThat(page.getByLabel("Thread", new Page.GetByLabelOptions().setExact(true)))
                .containsText("Hello, I am Ada");
        page.getByText("Take over", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator(".alert")).hasCount(0);
        assertThat(stored(ts)).isEqualTo("press take,text Hello, I am Ada");
    }

    @Test
    void it_works_for_everybody_and_on_a_narrow_screen() {
        post("Grace");
        visitor.goes("/simulators/slack");
        page.getByText("Stranger", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.getByText("Stranger", new Page.GetByTextOptions().setExact(true)))
                .hasAttribute("aria-current", "true");
        assertThat(visitor.browser().sidewaysAt(360)).isZero();
        assertThat(visitor.browser().barriers()).isEmpty();
        visitor.browser().photograph("slack");
    }

    private String post(String customer) {
        var result = (NoticeResult.Sent) notifier.send(Cards.notice(
                Notice.Kind.REQUEST,
                SlackSimulator.CHANNEL,
                null,
                Cards.waiting(customer, "A parcel is late", "Where is it?"),
                null));
        jdbi.useTransaction(handle -> handle.execute("""
                SET LOCAL session_replication_role = replica;
                INSERT INTO handoff_notice (id, handoff_id, kind, channel, recipient, state, provider_id, place)
                VALUES (gen_random_uuid(), gen_random_uuid(), 'request', 'slack', '%1$s', 'sent', '%2$s', '%1$s')
                """.formatted(SlackSimulator.CHANNEL, result.providerId())));
        assertThat(app.simulator().orElseThrow().messages())
                .extracting(SlackMessage::ts)
                .contains(result.providerId());
        return result.providerId();
    }

    private String stored(String ts) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        SELECT string_agg(kind || ' ' || value, ',' ORDER BY kind) FROM handoff_event WHERE notice_ref = :ts
                        """).bind("ts", ts).mapTo(String.class).one());
    }
}
