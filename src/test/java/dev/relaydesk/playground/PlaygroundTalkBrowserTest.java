package dev.relaydesk.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The whole way, with nothing played but the two outside worlds: browser, webhook, turn, Space, outbox, receipts. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class PlaygroundTalkBrowserTest extends Playground {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> <b hx-get=/sign-in hx-trigger=load>hi</b>";

    @Inject
    Speaker speaker;

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
}
