package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Bot;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way, with nothing played but the two outside worlds: browser, webhook, turn, Space, outbox, receipts. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class PlaygroundBrowserTest {

    private static final String EMAIL = "ana@example.org";
    private static final String PASSWORD = "nine green lanterns";
    private static final String HOSTILE = "<img src=x onerror=alert(1)> <b hx-get=/sign-in hx-trigger=load>hi</b>";

    @Inject
    FreshLink setup;

    @Inject
    Speaker speaker;

    @Inject
    Jdbi jdbi;

    @Inject
    Bot bot;

    @TestHTTPResource
    URI service;

    private Browser browser;
    private Page page;
    private Screen screen;

    @BeforeEach
    void ana_comes_in_through_the_setup_link() {
        browser = Browser.open();
        page = browser.page();
        screen = new Screen(page);
        go(setup.path());
        page.getByLabel("Your name").fill("Ana");
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password").fill(PASSWORD);
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
    void a_question_goes_the_whole_way_and_the_answer_is_written_before_ones_eyes() {
        page.getByLabel("Streaming").check();
        screen.ask("What is the warranty?");

        screen.shows(screen.questions(), "What is the warranty?");
        assertThat(page.locator("#typing")).isVisible();
        assertThat(page.locator("#presence")).hasText("typing …");
        screen.shows(page.locator("#live"), "All furniture has");
        assertThat(page.locator("#typing")).isHidden();

        screen.answered(1);
        screen.shows(screen.answers(), "All furniture has a warranty of two years, lamps have five.");
        assertThat(screen.answers().locator(".strong")).hasText("two years");
        assertThat(page.locator("#live")).isHidden();
        assertThat(page.locator("#now")).isHidden();
        assertThat(page.locator("#presence")).hasText("online");
        screen.shows(screen.glass(), "Answered plain_text");
        screen.shows(screen.glass(), "the customer has seen it");
        assertThat(screen.glass().locator(".steps li b")).containsText(new String[] {" s", " ms", " ms", " ms", " s"});
        screen.shows(screen.glass(), "Streamed · gateway wrapper · attempt 1");
        page.getByText("Raw reply").click();
        screen.shows(
                page.getByLabel("Raw reply"),
                "\"backend_uuid\" : \"" + screen.uuids().getLast());
    }

    @Test
    void the_second_turn_carries_both_uuids_of_the_first_and_a_new_thread_neither() {
        screen.ask("What is the warranty?");
        screen.answered(1);
        List<String> first = screen.uuids();
        assertThat(first)
                .hasSize(2)
                .allSatisfy(id -> assertThat(UUID.fromString(id)).isNotNull());
        screen.shows(screen.glass(), "none: the thread begins here");

        screen.ask("And what have I asked before?");
        screen.answered(2);
        List<String> second = screen.uuids();
        screen.shows(screen.answers().last(), "Before this you asked: What is the warranty?");
        assertThat(second).hasSize(3).startsWith(first.getFirst(), first.getLast());
        assertThat(second.getLast()).isNotEqualTo(first.getLast());
        screen.shows(screen.glass(), "same as in the turn before");
        screen.shows(screen.glass(), "as received the turn before");

        page.getByText("New thread").click();
        screen.shows(screen.chat(), "The next message begins a new thread");
        screen.ask("What have I asked before?");
        screen.answered(3);
        screen.shows(screen.answers().last(), "This is the first thing you have asked me.");
        assertThat(screen.uuids()).hasSize(2).doesNotContainAnyElementsOf(second);
        screen.shows(screen.glass(), "another one: a new thread");

        page.locator(".turns a").nth(1).click();
        page.waitForURL("**/playground?turn=*");
        assertThat(screen.uuids()).isEqualTo(second);
    }

    @Test
    void hostile_text_stays_text_on_the_way_in_and_on_the_way_back() {
        screen.ask(HOSTILE);
        screen.answered(1);
        screen.ask("What have I asked before?");
        screen.answered(2);

        screen.shows(screen.questions().first(), HOSTILE);
        screen.shows(screen.answers().last(), "Before this you asked: " + HOSTILE);
        screen.shows(screen.glass().locator(".leaves"), HOSTILE);
        assertThat(page.locator("main img, main [hx-get='/sign-in']")).hasCount(0);
    }

    @Test
    void a_request_for_a_human_is_never_shown_as_json() {
        screen.ask("I want a human");
        screen.answered(1);

        assertThat(screen.answers()).hasText("I am handing you over to a colleague, who will answer here.");
        assertThat(screen.chat()).not().containsText("handoff");
        screen.shows(screen.glass(), "Asked for an action action");
        page.getByText("Raw reply").click();
        screen.shows(page.getByLabel("Raw reply"), "handoff");
    }

    @Test
    void what_a_system_answered_is_for_the_model_and_not_on_the_phone() {
        screen.ask("where is order 4711");

        screen.shows(screen.chat(), "status shipped");
        assertThat(screen.chat()).not().containsText("RESULT");
    }

    @Test
    void an_answer_that_did_not_arrive_says_so() {
        screen.ask("#graph-status-failed-131026");
        screen.answered(1);
        screen.ask("What have I asked before?");

        screen.shows(screen.chat().locator(".state.failed"), "failed");
        screen.shows(screen.glass(), "WhatsApp refused it · 131026");
    }

    @Test
    void a_phone_whose_bot_was_silenced_can_start_over() {
        screen.ask("Hello");
        screen.answered(1);
        jdbi.useTransaction(rows -> speaker.toHuman(rows, new ConversationId(conversation()), "test", "test"));
        screen.shows(screen.chat(), "A human has this conversation");

        page.getByText("New thread").first().click();
        screen.shows(screen.chat(), "You are the customer.");
        screen.ask("What is the warranty?");
        screen.answered(1);
    }

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
            other.navigate(service.resolve("/playground").toString());
            signIn(other);
            other.getByText("No", new Page.GetByTextOptions().setExact(true)).click();
            other.waitForURL("**/playground");
        }
        screen.shows(screen.questions().nth(2), "No");
        List<String> pressed = jdbi.withHandle(rows -> rows.createQuery(
                        "SELECT choice_id FROM conversation_message WHERE author = 'customer' ORDER BY id DESC LIMIT 2")
                .mapTo(String.class)
                .list());
        assertThat(pressed).containsExactly("confirm:7:no", "confirm:7:yes");
    }

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
            other.navigate(service.resolve("/playground").toString());
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
        go("/playground/simulation");
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
            other.navigate(service.resolve("/playground").toString());
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
        go("/playground");

        assertThat(page).hasURL(service.resolve("/sign-in?next=%2Fplayground").toString());
        signIn(page);
    }

    private UUID conversation() {
        return jdbi.withHandle(rows -> rows.createQuery("SELECT conversation_id FROM turn ORDER BY id DESC LIMIT 1")
                .mapTo(UUID.class)
                .one());
    }

    private void go(String path) {
        page.navigate(service.resolve(path).toString());
    }

    private static void signIn(Page page) {
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/playground");
    }
}
