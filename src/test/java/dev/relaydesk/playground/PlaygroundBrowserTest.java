package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.relaydesk.access.FreshLink;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Browser;
import dev.relaydesk.testing.PostgresResource;
import dev.relaydesk.turn.TurnEvent;
import dev.relaydesk.turn.TurnTeller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class PlaygroundBrowserTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> <b hx-get=/sign-in hx-trigger=load>hi</b>";

    @Inject
    Stage stage;

    @Inject
    FreshLink setup;

    @Inject
    FakeWebhook webhook;

    @Inject
    TurnTeller teller;

    @TestHTTPResource
    URI service;

    private Browser browser;
    private Page page;

    @BeforeEach
    void ana_comes_in_through_the_setup_link() {
        stage.empty();
        webhook.received().clear();
        browser = new Browser();
        page = browser.page();
        page.navigate(service.resolve(setup.path()).toString());
        browser.photograph("setup");
        page.getByLabel("Your name").fill("Ana");
        page.getByLabel("E-mail").fill("ana@example.org");
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
    void a_message_goes_the_real_way_and_the_answer_comes_back_live() {
        browser.photograph("playground-empty");
        page.getByLabel("Message").fill("Wann habt ihr geöffnet? 🕘");
        page.getByLabel("Streaming").check();
        page.keyboard().press("Tab");
        page.getByLabel("Message").press("Enter");
        assertThat(page.locator(".bubble.mine").first()).hasText("Wann habt ihr geöffnet? 🕘");

        UUID conversation = stage.conversation();
        UUID question = stage.question(conversation, "Wann habt ihr geöffnet? 🕘");
        assertThat(page.locator(".typing")).isVisible();
        browser.photograph("playground-waiting");
        stage.answer(conversation, question, "Monday to Friday, 9 to 18 h.");

        assertThat(page.locator("#lines .bubble.theirs:not(.typing)")).containsText("Monday to Friday, 9 to 18 h.");
        assertThat(page.locator(".glass")).containsText("plain_text");
        stage.delivery(conversation, "read");
        assertThat(page.locator(".bubble.theirs .state")).hasText("read");
        UUID second = stage.question(conversation, HOSTILE);
        stage.answer(conversation, second, HOSTILE);
        assertThat(page.locator("#lines .bubble.theirs:not(.typing)").last()).containsText("onerror");
        assertThat(page.locator(".turns a")).hasCount(2);
        page.getByText("Raw reply").click();
        browser.photograph("playground-answered");

        var sent = webhook.received().getFirst();
        var account = new SimulatedAccount("100200300", "shh");
        assertThat(webhook.received()).hasSize(1);
        assertThat(new String(sent.body(), StandardCharsets.UTF_8))
                .contains("\\u00F6", "\\uD83D\\uDD58", "\"phone_number_id\":\"100200300\"")
                .matches("\\p{ASCII}*");
        assertThat(sent.signature()).isEqualTo(Notification.signed(account, sent.body()));
    }

    @Test
    void text_is_shown_as_it_is_written_and_gives_way_to_the_answer() {
        UUID id = stage.conversation();
        var conversation = new ConversationId(id);
        UUID turn = UUID.randomUUID();
        UUID question = stage.question(id, "Tell me more");
        assertThat(page.locator(".typing")).isVisible();

        teller.tell(new TurnEvent.Started(conversation, turn));
        teller.tell(new TurnEvent.Said(conversation, turn, "Once upon\n"));
        teller.tell(new TurnEvent.Said(conversation, turn, "<b>a time</b>"));

        assertThat(page.locator("#live")).hasText("Once upon\n<b>a time</b>");
        assertThat(page.locator(".typing")).isHidden();
        stage.answer(id, question, "Once upon a time.");
        teller.tell(new TurnEvent.Ended(conversation, turn, "answered"));
        assertThat(page.locator("#lines .bubble.theirs")).containsText("Once upon a time.");
        assertThat(page.locator("#live")).isHidden();
    }

    @Test
    void a_new_thread_begins_when_the_button_is_pressed() {
        UUID conversation = stage.conversation();
        stage.answer(conversation, stage.question(conversation, "Hello"), "Hello there");
        page.reload();
        String before = stage.sql("SELECT thread_frontend::text FROM conversation");

        page.getByText("New thread").click();

        assertThat(page.getByText("The next message begins a new thread")).isVisible();
        assertThat(stage.sql("SELECT thread_frontend::text FROM conversation")).isNotEqualTo(before);
        assertThat(stage.sql("SELECT count(*) FROM access_audit WHERE action = 'playground_thread_reset'"))
                .isNotEqualTo("0");
    }

    @Test
    void nothing_runs_over_the_edge_of_a_narrow_screen() {
        UUID conversation = stage.conversation();
        stage.answer(conversation, stage.question(conversation, "x".repeat(300)), "https://example.org/" + "y".repeat(300));
        page.reload();

        assertThat(browser.sidewaysAt(360)).isZero();
        assertThat(browser.sidewaysAt(1280)).isZero();
    }

    @Test
    void whoever_signs_out_is_out() {
        page.getByText("Sign out").click();
        page.waitForURL("**/sign-in");
        browser.photograph("sign-in");
        page.navigate(service.resolve("/playground").toString());

        assertThat(page).hasURL(service.resolve("/sign-in?next=%2Fplayground").toString());
        page.getByLabel("E-mail").fill("ana@example.org");
        page.getByLabel("Password").fill("nine green lanterns");
        page.keyboard().press("Enter");
        page.waitForURL("**/playground");
    }
}
