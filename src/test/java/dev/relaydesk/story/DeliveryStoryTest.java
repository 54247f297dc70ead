package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.story.ScriptedWhatsApp.Fate;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.Bot;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How an answer reaches the customer, or does not. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class DeliveryStoryTest extends FreshStory {

    private static final List<Choice> YES_OR_NO =
            List.of(new Choice("confirm:7:yes", "Yes, cancel it"), new Choice("confirm:7:no", "No"));

    @Inject
    Bot bot;

    @Test
    void a_customer_who_gets_too_much_does_not_hold_up_another() {
        Customer ana = story.customer();
        Customer ben = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.Refused(400, 131056));

        ana.writes("one");
        ana.writes("two");
        Awaitility.await().until(() -> story.whatsApp().triesFor(ana.phone()) == 1);
        ben.writes("hello");
        story.until(heardBy(ben), "sent");

        ana.hasHeardExactly();
        story.until(heardBy(ana), "sent");
        ana.hasHeardExactly("You said: one\ntwo");
    }

    @Test
    void nothing_leaves_while_the_token_is_refused_and_then_all_leaves_in_order() {
        Customer ana = story.customer();
        Customer ben = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.Refused(401, 190));

        ana.writes("one");
        story.until("SELECT code FROM delivery_pause", "190");
        ana.writes("two");
        ben.writes("hello");
        story.everythingSettles();
        assertThat(List.of(ana.heard(), ben.heard())).containsOnly(List.of());
        story.sql("UPDATE delivery_pause SET until = now()");

        story.until(heardBy(ana), "sent sent");
        story.until(heardBy(ben), "sent");
        ana.hasHeardExactly("You said: one", "You said: two");
    }

    @Test
    void a_refusal_for_good_is_shown_to_staff() {
        Customer ana = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.Refused(400, 131047));

        ana.writes("hello");
        story.everythingSettles();

        assertThat(ana.outbox()).isEqualTo("failed");
        assertThat(ana.needsStaff()).isEqualTo("not_delivered");
    }

    @Test
    void a_send_without_an_answer_is_settled_by_its_status_and_not_repeated() {
        Customer ana = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.TakenInSilence());
        ana.writes("hello");
        Awaitility.await().until(() -> !ana.heard().isEmpty());

        story.reports(ana.lastHeard(), "delivered");
        story.until(heardBy(ana), "delivered");
        ana.writes("more");
        story.everythingSettles();

        ana.hasHeardExactly("You said: hello", "You said: more");
    }

    @Test
    void what_nobody_reports_is_sent_once_more_under_the_same_name() {
        Customer ana = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.TakenInSilence(), new Fate.TakenInSilence());

        ana.writes("hello");
        story.until(heardBy(ana), "failed");

        var taken = story.whatsApp().takenFor(ana.phone());
        assertThat(taken).hasSize(2);
        assertThat(taken.get(1).correlation())
                .isEqualTo(taken.get(0).correlation())
                .isNotEmpty();
        assertThat(ana.needsStaff()).isEqualTo("may_have_arrived");
    }

    @Test
    void statuses_in_any_order_come_to_the_same_end() {
        List<List<String>> orders = permutations(List.of("sent", "delivered", "read", "failed"));
        List<Customer> people = orders.stream().map(_ -> story.customer()).toList();
        people.forEach(person -> person.writes("hello"));
        story.everythingSettles();

        for (int i = 0; i < orders.size(); i++) {
            for (String status : orders.get(i)) {
                story.reports(people.get(i).lastHeard(), status);
                story.reports(people.get(i).lastHeard(), orders.get(i).getFirst());
            }
        }

        people.forEach(person -> story.until(heardBy(person), "read"));
        story.until("SELECT count(*)::text FROM delivery_receipt WHERE state = 'received'", "0");
        assertThat(people).extracting(Customer::outbox).containsOnly("read");
    }

    @Test
    void a_status_may_come_before_the_answer() throws Exception {
        Customer ana = story.customer();
        Moment answer = new Moment();
        story.whatsApp().plans(ana.phone(), new Fate.TakenAfter(answer));
        ana.writes("hello");
        answer.await();

        story.reports(ana.lastHeard(), "delivered");
        story.until(heardBy(ana), "delivered");
        answer.pass();
        story.everythingSettles();

        assertThat(ana.outbox()).isEqualTo("delivered");
        ana.hasHeardExactly("You said: hello");
    }

    @Test
    void a_long_answer_comes_in_pieces_and_in_order_even_when_the_first_is_stuck() {
        Customer ana = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.Refused(400, 131056));
        story.space().plays(ScriptedSpace.says("One sentence of the answer. ".repeat(200) + "Finally the last."));

        ana.writes("tell me all");
        story.until(heardBy(ana), "sent sent");

        assertThat(ana.heard()).hasSize(2).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(4096));
        assertThat(ana.heard().getLast()).endsWith("Finally the last.");
    }

    @Test
    void a_question_carries_its_answers_as_buttons_even_when_it_is_sent_a_second_time() {
        Customer ana = story.customer();
        ana.writes("cancel my order");
        story.everythingSettles();
        story.whatsApp().plans(ana.phone(), new Fate.Refused(400, 131056));
        story.sql(
                "UPDATE conversation_control SET mode = 'awaiting_confirmation' WHERE conversation_id = ?::uuid",
                ana.conversation());

        bot.says(UUID.fromString(ana.conversation()), Speech.asking("Shall I **cancel** it?", YES_OR_NO));
        story.until(heardBy(ana), "sent sent");

        ana.hasHeardExactly("You said: cancel my order", "Shall I *cancel* it?");
        assertThat(ana.lastHeard().buttons()).containsExactly("confirm:7:yes=Yes, cancel it", "confirm:7:no=No");
        assertThat(story.whatsApp().takenFor(ana.phone()).getFirst().buttons()).isEmpty();
    }

    @Test
    void the_buttons_of_a_long_question_stand_under_its_last_piece() {
        Customer ana = story.customer();
        ana.writes("cancel my order");
        story.everythingSettles();

        bot.says(
                UUID.fromString(ana.conversation()),
                Speech.asking("One of the conditions. ".repeat(150) + "Shall I cancel it?", YES_OR_NO));
        story.until(heardBy(ana), "sent sent sent");

        var pieces = story.whatsApp().takenFor(ana.phone());
        assertThat(pieces.get(1).buttons()).isEmpty();
        assertThat(pieces.get(2).buttons()).hasSize(2);
        assertThat(pieces.get(2).text()).hasSizeLessThanOrEqualTo(1024).endsWith("Shall I cancel it?");
    }

    @Test
    void after_the_window_nothing_is_sent_and_staff_knows() {
        Customer ana = story.customer();

        ana.writesAt(Instant.now().minus(Duration.ofHours(24)).plusSeconds(60), "yesterday");
        story.until(heardBy(ana), "expired");

        ana.hasHeardExactly();
        assertThat(story.whatsApp().triesFor(ana.phone())).isZero();
        assertThat(ana.needsStaff()).isEqualTo("expired");
    }

    @Test
    void only_refusals_count_towards_giving_up() {
        Customer ana = story.customer();
        story.whatsApp().plans(ana.phone(), new Fate.Refused(400, 131056));
        story.sql(
                "INSERT INTO delivery_pause VALUES ('whatsapp', ?, now() + interval '1 hour', 'test', '')",
                StoryResource.NUMBER);
        ana.writes("hello");
        story.everythingSettles();
        story.sql("UPDATE delivery_outbox SET attempts = 8 WHERE conversation_id = ?::uuid", ana.conversation());

        story.sql("DELETE FROM delivery_pause");

        Awaitility.await().until(() -> story.whatsApp().triesFor(ana.phone()) == 1);
        story.until("SELECT count(*)::text FROM delivery_outbox WHERE state = 'sending'", "0");
        assertThat(ana.outbox()).isEqualTo("queued");
    }

    private static String heardBy(Customer customer) {
        return """
                SELECT coalesce(string_agg(o.state, ' ' ORDER BY o.id), '-')
                FROM delivery_outbox o
                JOIN conversation v ON v.id = o.conversation_id
                JOIN conversation_identity i USING (customer_id)
                WHERE i.key = 'phone:%s'
                """.formatted(customer.phone());
    }

    private static List<List<String>> permutations(List<String> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> found = new ArrayList<>();
        for (String first : all) {
            List<String> rest = new ArrayList<>(all);
            rest.remove(first);
            for (List<String> tail : permutations(rest)) {
                List<String> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                found.add(whole);
            }
        }
        return found;
    }
}
