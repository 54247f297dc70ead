package dev.relaydesk.story;

import static org.awaitility.Awaitility.await;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.handoff.StaffInbox;
import dev.relaydesk.handoff.TakeoverResult;
import dev.relaydesk.handoff.Takeovers;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Staff with a desk where notices are put: what the stories of handoffs have in common. */
@Singleton
class HandoffScene {

    private final Story story;
    private final ScriptedDesk desk;
    private final Takeovers takeovers;
    private final Colleagues colleagues;
    private final StaffInbox inbox;
    private final Jdbi jdbi;

    HandoffScene(
            Story story, ScriptedDesk desk, Takeovers takeovers, Colleagues colleagues, StaffInbox inbox, Jdbi jdbi) {
        this.story = story;
        this.desk = desk;
        this.takeovers = takeovers;
        this.colleagues = colleagues;
        this.inbox = inbox;
        this.jdbi = jdbi;
    }

    void begins() {
        story.begins();
        desk.forgets();
        hire("ben", "Ben", "agent");
        hire("cleo", "Cleo", "agent");
        hire("vic", "Vic", "viewer");
    }

    /** The bot was asked to do something for the customer, and this became of it. */
    void asked(Customer customer, String action, String state) {
        String key = UUID.randomUUID().toString();
        story.sql("""
                INSERT INTO action (id, conversation_id, customer_id, turn_id, epoch, name, asked_as, reason, parameters, tier,
                                    verdict, state, idempotency_key, fingerprint, counts, model_calls, error_code)
                SELECT ?::uuid, id, customer_id, gen_random_uuid(), 1, ?, ?, 'because', '{"order": "4711"}', 'auto',
                       'valid', ?, ?, ?, false, 1, CASE WHEN ? IN ('failed', 'ambiguous') THEN 'E7' END
                FROM conversation WHERE id = ?::uuid
                """, TimeOrderedId.next(), action, action, state, key, key, state, customer.conversation());
    }

    Customer asksForAHuman() {
        Customer ana = story.customer();
        ana.writes("Human!");
        story.everythingSettles();
        return ana;
    }

    void handsBack(Customer customer, String who) {
        takeovers.handBack(ana(customer), null, colleague(who), null);
        story.everythingSettles();
    }

    TakeoverResult take(Customer customer, String who) {
        return takeovers.take(ana(customer), null, colleague(who), "console");
    }

    static ConversationId ana(Customer customer) {
        return new ConversationId(UUID.fromString(customer.conversation()));
    }

    Notice told(Customer customer, Notice.Kind kind) {
        UUID conversation = ana(customer).value();
        return await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> desk.told(conversation).stream()
                                .filter(notice -> notice.kind() == kind)
                                .toList(),
                        found -> !found.isEmpty())
                .getLast();
    }

    void does(String who, StaffEvent.Kind kind, Notice notice, String value) {
        jdbi.useTransaction(transaction -> inbox.accept(transaction, event(who, kind, notice, value)));
    }

    static StaffEvent event(String who, StaffEvent.Kind kind, Notice notice, String value) {
        return new StaffEvent(
                "desk",
                "event-" + UUID.randomUUID(),
                kind,
                who,
                "note-" + notice.id(),
                kind == StaffEvent.Kind.PRESS ? notice.card().handoff() : null,
                null,
                value);
    }

    static void heardInTheEnd(Customer customer, String... texts) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> customer.hasHeardExactly(texts));
    }

    String handoff(Customer customer, String columns) {
        return story.text(
                "SELECT " + columns + " FROM handoff WHERE conversation_id = ?::uuid ORDER BY id DESC LIMIT 1",
                customer.conversation());
    }

    Colleague colleague(String who) {
        return jdbi.withHandle(handle -> colleagues.byEmail(handle, who + "@example.org"))
                .orElseThrow();
    }

    private void hire(String who, String name, String role) {
        story.sql("""
                INSERT INTO access_staff (id, email, display_name, role, password_hash)
                VALUES (gen_random_uuid(), ? || '@example.org', ?, ?, '') ON CONFLICT DO NOTHING
                """, who, name, role);
    }
}
