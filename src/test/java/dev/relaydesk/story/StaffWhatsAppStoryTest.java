package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import dev.relaydesk.handoff.Takeovers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bea answers customers from her own phone. */
@QuarkusTest
@WithTestResource(
        value = StoryResource.class,
        initArgs = @ResourceArg(name = "relaydesk.handoff.ladder", value = "whatsapp,mail"))
class StaffWhatsAppStoryTest {

    @Inject
    Story story;

    @Inject
    Handoffs handoffs;

    @Inject
    Takeovers takeovers;

    @Inject
    Colleagues colleagues;

    @Inject
    Jdbi jdbi;

    private Customer bea;

    @BeforeEach
    void bea_works_here() {
        story.begins();
        bea = story.customer();
        story.sql(
                "INSERT INTO access_staff (id, email, display_name, role, password_hash, whatsapp) VALUES (?, ?, 'Bea', 'agent', '-', ?)",
                UUID.randomUUID(),
                "bea." + bea.phone() + "@example.org",
                bea.phone());
        // Who is staff is known within a second.
        await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
    }

    @AfterEach
    void bea_leaves() {
        story.sql("UPDATE handoff SET state = 'ended', next_step_at = NULL WHERE state <> 'ended'");
        story.sql("DELETE FROM access_staff WHERE whatsapp = ?", bea.phone());
    }

    @Test
    void the_template_is_pressed_then_both_talk_and_the_bot_comes_back() {
        Customer ana = waiting();
        ScriptedWhatsApp.Taken notice = told(1);
        assertThat(notice.body().path("type").asText()).isEqualTo("template");

        presses(
                notice,
                notice.body().at("/template/components/1/parameters/0/payload").asText());
        ScriptedWhatsApp.Taken confirmation = told(2);
        assertThat(confirmation.text()).contains("You have it now");
        assertThat(confirmation.buttons()).containsExactly("hand_back:" + handoff(ana) + "=Hand back");
        assertThat(story.text("SELECT state || ' ' || taken_via FROM handoff WHERE id = ?::uuid", handoff(ana)))
                .isEqualTo("taken whatsapp");

        ana.writes("it is order 4711");
        ScriptedWhatsApp.Taken passedOn = told(3);
        assertThat(passedOn.text()).contains("Ana", "it is order 4711");

        quotes(passedOn, "On its way, Ana");
        await().atMost(Duration.ofSeconds(20)).until(() -> ana.heard().contains("On its way, Ana"));

        bea.sends("'context':{'id':'" + confirmation.id()
                + "'},'type':'interactive','interactive':{'type':'button_reply'," + "'button_reply':{'id':'hand_back:"
                + handoff(ana) + "','title':'Hand back'}}");
        story.until("SELECT state FROM handoff WHERE id = '" + handoff(ana) + "'", "ended");
        assertThat(ana.mode()).isEqualTo("bot");
        beaIsNoCustomer();
    }

    @Test
    void within_the_window_a_request_is_a_message_with_a_button() {
        bea.writes("hello");
        told(1);
        Customer ana = waiting();

        assertThat(told(2).buttons()).containsExactly("take:" + handoff(ana) + "=Take over");
        beaIsNoCustomer();
    }

    @Test
    void what_a_namesake_takes_over_is_not_hers() {
        bea.writes("hello");
        told(1);
        Customer ana = waiting();
        told(2);
        UUID namesake = UUID.randomUUID();
        story.sql(
                "INSERT INTO access_staff (id, email, display_name, role, password_hash) VALUES (?, ?, 'Bea', 'agent', '-')",
                namesake,
                namesake + "@example.org");

        Colleague other =
                jdbi.withHandle(handle -> colleagues.find(handle, namesake)).orElseThrow();
        takeovers.take(new ConversationId(UUID.fromString(ana.conversation())), null, other, "console");

        story.until(
                "SELECT state FROM handoff_notice WHERE kind = 'update' AND channel = 'whatsapp' AND handoff_id = '"
                        + handoff(ana) + "'",
                "skipped");
        assertThat(story.whatsApp().takenFor(bea.phone())).hasSize(2);
        story.sql("UPDATE access_staff SET disabled_at = now() WHERE id = ?", namesake);
    }

    @Test
    void a_window_that_only_meta_knows_to_be_closed_is_met_with_the_template() {
        bea.writes("hello");
        told(1);
        story.whatsApp().plans(bea.phone(), new ScriptedWhatsApp.Fate.Refused(400, 131047));
        waiting();

        assertThat(told(2).body().path("type").asText()).isEqualTo("template");
    }

    @Test
    void requests_that_come_together_are_one_message_and_a_reply_to_it_reaches_nobody() {
        bea.writes("hello");
        told(1);
        story.sql(
                "UPDATE channel_whatsapp_staff SET next_at = now() + interval '3 seconds' WHERE number = ?",
                bea.phone());
        Customer ana = waiting();
        Customer ben = waiting();

        ScriptedWhatsApp.Taken notice = told(2);
        assertThat(notice.buttons())
                .containsExactlyInAnyOrder(
                        "take:" + handoff(ana)
                                + (notice.buttons().getFirst().contains(handoff(ana))
                                        ? "=Take over 1"
                                        : "=Take over 2"),
                        "take:" + handoff(ben)
                                + (notice.buttons().getFirst().contains(handoff(ben))
                                        ? "=Take over 1"
                                        : "=Take over 2"));
        // Whichever came second learns ten seconds later that it went out with the first.
        for (Customer each : List.of(ana, ben)) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> story.text("""
                            SELECT state FROM handoff_notice
                            WHERE channel = 'whatsapp' AND kind = 'request' AND handoff_id = ?::uuid
                            """, handoff(each)).equals("sent"));
        }
        assertThat(story.whatsApp().takenFor(bea.phone())).hasSize(2);

        quotes(notice, "hello whoever");
        story.until("SELECT state FROM handoff_event WHERE value = 'hello whoever'", "refused");
        assertThat(told(3).text()).contains("it is not clear whom you mean");
        assertThat(ana.heard()).doesNotContain("hello whoever");
        assertThat(ben.heard()).doesNotContain("hello whoever");
    }

    @Test
    void whatever_a_colleague_sends_is_never_a_customers() {
        bea.writes("where is my own parcel?");
        bea.sends("'type':'image','image':{'id':'1','mime_type':'image/jpeg','caption':'look'}");
        bea.sends("'type':'reaction','reaction':{'message_id':'wamid.x','emoji':'x'}");
        bea.sends(
                "'type':'edit','edit':{'original_message_id':'wamid.x','message':{'type':'text','text':{'body':'x'}}}");
        story.everythingSettles();

        told(2);
        assertThat(bea.heard())
                .hasSize(2)
                .anyMatch(hint -> hint.startsWith("Only text can be passed on."))
                .anyMatch(hint -> hint.startsWith("Nothing of this reached a customer"));
        beaIsNoCustomer();
    }

    @Test
    void what_becomes_of_a_notice_is_seen_in_whatever_order_it_is_reported() {
        Customer ana = waiting();
        ScriptedWhatsApp.Taken notice = told(1);
        story.reports(notice, "read");
        story.reports(notice, "delivered");
        story.reports(notice, "sent");

        story.until(
                "SELECT state || ' ' || (provider_id = '" + notice.id()
                        + "') FROM handoff_notice WHERE channel = 'whatsapp'" + " AND handoff_id = '" + handoff(ana)
                        + "'",
                "read true");
        assertThat(story.text("SELECT count(*) FROM delivery_receipt WHERE provider_id = ?", notice.id()))
                .isEqualTo("0");
    }

    private Customer waiting() {
        Customer customer = story.customer();
        customer.writes("hi");
        story.everythingSettles();
        jdbi.useTransaction(transaction -> assertThat(handoffs.request(
                        transaction,
                        new ConversationId(UUID.fromString(customer.conversation())),
                        HandoffRequest.byRule("test"),
                        "test"))
                .isTrue());
        return customer;
    }

    private String handoff(Customer customer) {
        return story.text("""
                SELECT id FROM handoff WHERE conversation_id = (
                    SELECT v.id FROM conversation v JOIN conversation_identity i ON i.customer_id = v.customer_id
                    WHERE i.key = 'phone:' || ? ORDER BY v.created_at DESC LIMIT 1)
                """, customer.phone());
    }

    /** What Bea was told as the {@code n}th. */
    private ScriptedWhatsApp.Taken told(int n) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> story.whatsApp().takenFor(bea.phone()).size() >= n);
        return story.whatsApp().takenFor(bea.phone()).get(n - 1);
    }

    private void presses(ScriptedWhatsApp.Taken notice, String payload) {
        bea.sends("'context':{'id':'" + notice.id() + "'},'type':'button','button':{'payload':'" + payload
                + "','text':'Take over'}");
    }

    private void quotes(ScriptedWhatsApp.Taken message, String text) {
        bea.sends(
                Instant.now(), "'context':{'id':'" + message.id() + "'},'type':'text','text':{'body':'" + text + "'}");
    }

    private void beaIsNoCustomer() {
        assertThat(story.text("SELECT count(*) FROM conversation_identity WHERE key = 'phone:' || ?", bea.phone()))
                .isEqualTo("0");
        assertThat(story.text(
                        "SELECT string_agg(DISTINCT kind || ' ' || state, ',') FROM conversation_inbound WHERE sender_keys = ARRAY['phone:' || ?]",
                        bea.phone()))
                .isEqualTo("STORED stored");
    }
}
