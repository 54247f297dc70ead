package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.after;
import static dev.relaydesk.story.ScriptedSpace.fails;
import static dev.relaydesk.story.ScriptedSpace.fromAnotherSpace;
import static dev.relaydesk.story.ScriptedSpace.says;
import static dev.relaydesk.story.ScriptedSpace.stopsHalfway;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the customer sees when the Space does not do its part. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class SpaceFailureStoryTest extends FreshStory {

    private static final String APOLOGY =
            "I am sorry, I cannot answer right now. A colleague will look at your message.";
    private static final String UNREACHABLE = "Failed to perform, curl: (7) Failed to connect";

    @Test
    void a_failure_that_passes_is_not_noticed_by_the_customer() {
        Customer ana = story.customer();
        story.space().plays(fails(UNREACHABLE), fails(UNREACHABLE), says("here it is"));

        ana.writes("hello");
        story.everythingSettles();

        ana.hasHeardExactly("here it is");
        assertThat(ana.turns()).isEqualTo("failed:retryable failed:retryable answered:plain_text");
    }

    @Test
    void after_five_failures_the_customer_gets_an_apology_and_a_human() {
        Customer ana = onAnAccountOfHerOwn("five");
        story.space()
                .plays(
                        fails(UNREACHABLE),
                        fails(UNREACHABLE),
                        stopsHalfway("half"),
                        fails(UNREACHABLE),
                        fails(UNREACHABLE),
                        says("never asked"));

        ana.writes("please");
        story.everythingSettles();

        ana.hasHeardExactly("You said: hello", APOLOGY);
        assertThat(story.space().asked("please"))
                .filteredOn(it -> it.account().equals("five"))
                .hasSize(5);
        assertThat(ana.mode()).isEqualTo("human_handoff");
        assertThat(ana.needsStaff()).isEqualTo("dead");
        assertThat(ana.written()).isEqualTo("answered dead");
    }

    @Test
    void an_account_that_does_not_exist_is_not_asked_twice() {
        Customer ana = story.customer();
        story.space().plays(fails("404: Account 'story' not found"));

        ana.writes("hello");
        story.everythingSettles();

        ana.hasHeardExactly(APOLOGY);
        assertThat(ana.turns()).isEqualTo("dead_letter:permanent");
    }

    @Test
    void while_the_session_is_refused_the_customer_waits_and_is_answered_afterwards() {
        Customer ana = onAnAccountOfHerOwn("expired");
        story.space().refuses("expired");

        ana.writes("please");
        story.until("SELECT count(*)::text FROM conversation_inbound WHERE state = 'received'", "0");
        Awaitility.await().until(() -> !story.space().asked("please").isEmpty());
        story.space().acceptsAgain("expired");
        story.everythingSettles();

        assertThat(ana.heard()).containsExactly("You said: hello", "You said: please");
        assertThat(ana.turns()).isEqualTo("answered:plain_text answered:plain_text");
    }

    @Test
    void an_answer_from_another_space_is_never_shown() {
        Customer ana = story.customer();
        story.space().plays(fromAnotherSpace("a secret of others"), says("ours"));

        ana.writes("hello");
        story.everythingSettles();

        ana.hasHeardExactly("ours");
        assertThat(ana.turns()).isEqualTo("failed:incomplete answered:plain_text");
    }

    @Test
    void half_an_answer_is_never_shown() {
        Customer ana = story.customer();
        story.space().plays(stopsHalfway("Your parcel is"), says("Your parcel is here"));

        ana.writes("hello");
        story.everythingSettles();

        ana.hasHeardExactly("Your parcel is here");
    }

    @Test
    void waiting_for_the_breaker_is_no_attempt() {
        Customer ana = onAnAccountOfHerOwn("breaker");
        story.space().plays(fails(UNREACHABLE), fails(UNREACHABLE), fails(UNREACHABLE), fails(UNREACHABLE));

        ana.writes("please");
        story.everythingSettles();

        assertThat(ana.heard()).containsExactly("You said: hello", "You said: please");
        assertThat(ana.turns()).endsWith("failed:retryable failed:retryable answered:plain_text");
    }

    @Test
    void a_message_over_which_workers_die_is_given_up() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();
        story.sql("UPDATE conversation_control SET claims = 3 WHERE conversation_id = ?::uuid", ana.conversation());

        ana.writes("poison");
        story.everythingSettles();

        ana.hasHeardExactly("You said: hello", APOLOGY);
        assertThat(ana.turns()).isEqualTo("answered:plain_text dead_letter:crash_loop");
        assertThat(story.space().asked("poison")).isEmpty();
    }

    @Test
    void what_is_meant_for_a_machine_is_not_shown_to_a_person() {
        Customer ana = story.customer();
        story.space().plays(says("```json\n{\"action\":\"fly_to_the_moon\"}\n```"), says("{\"action\":"));

        ana.writes("hello");
        story.everythingSettles();

        assertThat(ana.heard()).singleElement().asString().doesNotContain("action");
    }

    @Test
    void a_model_that_thinks_longer_than_the_lease_is_asked_once() throws Exception {
        Customer ana = story.customer();
        Moment thinking = new Moment();
        story.space().plays(after(thinking, says("well")));
        ana.writes("hello");
        thinking.await();
        String taken = "SELECT lease_until FROM conversation_control WHERE conversation_id = ?::uuid";
        String first = story.text(taken, ana.conversation());

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> story.text(
                                "SELECT lease_until > ?::timestamptz + interval '1500 ms' FROM conversation_control WHERE conversation_id = ?::uuid",
                                first,
                                ana.conversation())
                        .equals("t"));
        thinking.pass();
        story.everythingSettles();

        ana.hasHeardExactly("well");
        assertThat(ana.turns()).isEqualTo("answered:plain_text");
    }

    /** Her conversation has begun, and its thread belongs to an account that nobody else uses. */
    private Customer onAnAccountOfHerOwn(String account) {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();
        story.sql("UPDATE conversation SET space_account = ? WHERE id = ?::uuid", account, ana.conversation());
        return ana;
    }
}
