package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Bot;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.testing.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the model asked for and what was made of it, and a question that is answered by a button. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class PlaygroundActionBrowserTest extends Playground {

    @Inject
    Bot bot;

    @Test
    void a_question_is_answered_by_pressing_its_button_with_script_and_without() {
        screen.ask("Hello");
        screen.answered(1);
        var choices = List.of(new Choice("confirm:7:yes", "Yes, cancel it all!!"), new Choice("confirm:7:no", "No"));
        bot.says(conversation(), Speech.asking("Shall I cancel order 4711?", choices));
        var yes = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, cancel it all!!"));
        yes.waitFor();
        for (int width : List.of(360, 1280)) {
            assertThat(browser.sidewaysAt(width)).isZero();
            assertThat(browser.barriers()).isEmpty();
        }
        browser.photograph("playground-choices");

        page.getByLabel("Message").fill("half a thought");
        yes.focus();
        page.keyboard().press("Enter");
        screen.shows(screen.questions().nth(1), "Yes, cancel it all!!");
        screen.shows(page.locator(".turns a[aria-current]"), "Turn 2");
        assertThat(page.getByLabel("Message")).hasValue("half a thought");

        try (var plain = Browser.withoutScript()) {
            Page other = plain.page();
            other.navigate(Visitor.address("/playground"));
            signIn(other);
            other.getByText("No", new Page.GetByTextOptions().setExact(true)).click();
            other.waitForURL("**/playground");
        }
        screen.shows(screen.questions().nth(2), "No");
        UUID here = conversation();
        List<String> pressed = jdbi.withHandle(
                rows -> rows.select("""
                        SELECT choice_id FROM conversation_message WHERE author = 'customer' AND conversation_id = ?
                        ORDER BY id DESC LIMIT 2
                        """, here).mapTo(String.class).list());
        assertThat(pressed).containsExactly("confirm:7:no", "confirm:7:yes");
    }

    @Test
    void an_action_is_shown_with_every_check_and_with_what_became_of_it() {
        screen.ask("What is the warranty?");
        screen.answered(1);
        jdbi.useTransaction(rows -> {
            rows.execute("""
                    UPDATE turn SET checks = '[{"check":"complete","passed":true,"code":null,"detail":"it is"},
                        {"check":"schema","passed":false,"code":"wrong_parameters","detail":"/subject <b>is</b> missing"},
                        {"check":"enabled","passed":false,"code":null,"detail":"not reached"}]'
                    """);
            rows.execute("""
                    INSERT INTO action (id, conversation_id, customer_id, turn_id, epoch, name, asked_as, reason, parameters,
                                        tier, verdict, state, idempotency_key, fingerprint, counts, model_calls, outcome)
                    SELECT t.id, c.id, c.customer_id, t.id, 1, 'create_ticket', 'create_ticket', 'Lost <i>parcel</i>',
                           '{"subject":"Lost"}', 'auto', 'action', 'succeeded', t.id::text, t.id::text, false, 1,
                           'Your ticket is RD-1001.'
                    FROM turn t JOIN conversation c ON c.id = t.conversation_id
                    ORDER BY t.id DESC LIMIT 1
                    """);
        });
        page.reload();

        screen.shows(screen.glass().locator(".asked"), "create_ticket succeeded is done");
        screen.shows(screen.glass().locator(".asked"), "Told to the customer: Your ticket is RD-1001.");
        screen.shows(screen.glass().locator(".asked"), "Lost <i>parcel</i>");
        screen.shows(screen.glass().locator(".checks .passed"), "Complete passed");
        screen.shows(screen.glass().locator(".checks .refused"), "refused wrong_parameters");
        screen.shows(screen.glass().locator(".checks .open"), "Switched on not reached");
        for (int width : List.of(360, 1280)) {
            assertThat(browser.sidewaysAt(width)).isZero();
            assertThat(browser.barriers()).isEmpty();
        }
        browser.photograph("playground-action");
    }

    @Test
    void a_text_of_the_model_is_judged_without_script_and_without_effect() {
        try (var plain = Browser.withoutScript()) {
            Page other = plain.page();
            other.navigate(Visitor.address("/playground"));
            signIn(other);
            other.getByText("Simulate").click();
            other.getByText("Try a ticket").click();

            assertThat(other.locator(".verdict")).containsText("Would be done: create_ticket");
            assertThat(other.locator(".checks .passed")).hasCount(11);
            other.getByLabel("What the model might say").fill("{\"action\": \"refund\", \"reason\": \"</textarea>\"}");
            other.getByText("Judge it").click();
            assertThat(other.locator(".verdict")).containsText("Would be asked again");
            assertThat(other.locator(".checks .refused")).hasCount(1);
            assertThat(other.getByLabel("What the model might say")).hasValue(Pattern.compile(".*</textarea>.*"));
        }
        long actions = jdbi.withHandle(rows -> rows.createQuery("SELECT count(*) FROM action")
                .mapTo(Long.class)
                .one());
        visitor.goes("/playground/simulation");
        page.getByText("Try a handoff").click();
        for (int width : List.of(360, 1280)) {
            assertThat(browser.sidewaysAt(width)).isZero();
            assertThat(browser.barriers()).isEmpty();
        }
        browser.photograph("playground-simulation");
        assertThat(jdbi.<Long, RuntimeException>withHandle(rows -> rows.createQuery("SELECT count(*) FROM action")
                        .mapTo(Long.class)
                        .one()))
                .isEqualTo(actions);
    }
}
