package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody with WhatsApp on the phone. */
final class Customer {

    private final Story story;
    private final String phone;
    private final AtomicInteger messages = new AtomicInteger();

    Customer(Story story, String phone) {
        this.story = story;
        this.phone = phone;
    }

    String phone() {
        return phone;
    }

    /** Writes now; the answer gives the provider's id of the message. */
    String writes(String text) {
        return writesAt(Instant.now(), text);
    }

    String writesAt(Instant at, String text) {
        return sends(at, "'type':'text','text':{'body':'" + text + "'}");
    }

    String sends(String kind) {
        return sends(Instant.now(), kind);
    }

    String sends(Instant at, String kind) {
        String id = nextId();
        story.webhook(value(id, at, kind));
        return id;
    }

    String nextId() {
        return "wamid." + phone + "." + messages.incrementAndGet();
    }

    String value(String id, Instant at, String kind) {
        return "'contacts':[{'profile':{'name':'Ana'},'wa_id':'" + phone + "'}],'messages':[" + message(id, at, kind)
                + "]";
    }

    String message(String id, Instant at, String kind) {
        return "{'from':'" + phone + "','id':'" + id + "','timestamp':'" + at.getEpochSecond() + "'," + kind + "}";
    }

    /** A colleague answers from the business phone. */
    void hearsFromAColleague(String text) {
        story.webhook(
                "smb_message_echoes",
                "'message_echoes':[{'from':'" + StoryResource.NUMBER + "','to':'" + phone + "','id':'" + nextId()
                        + "','timestamp':'" + Instant.now().getEpochSecond()
                        + "','type':'text','text':{'body':'" + text + "'}}]");
    }

    List<String> heard() {
        return story.whatsApp().takenFor(phone).stream()
                .map(ScriptedWhatsApp.Taken::text)
                .toList();
    }

    void hasHeardExactly(String... texts) {
        assertThat(heard()).containsExactly(texts);
    }

    ScriptedWhatsApp.Taken lastHeard() {
        return story.whatsApp().takenFor(phone).getLast();
    }

    String conversation() {
        return story.text("""
                SELECT v.id FROM conversation v JOIN conversation_identity i ON i.customer_id = v.customer_id
                WHERE i.key = 'phone:' || ? AND v.closed_at IS NULL
                """, phone);
    }

    String mode() {
        return story.text("SELECT mode FROM conversation_control WHERE conversation_id = ?::uuid", conversation());
    }

    String needsStaff() {
        return story.text("SELECT coalesce(needs_staff, '-') FROM conversation WHERE id = ?::uuid", conversation());
    }

    /** What was asked for and what became of it, in order. */
    String actions() {
        return story.text("""
                SELECT coalesce(string_agg(name || ':' || state, ' ' ORDER BY id), '-') FROM action
                WHERE customer_id = (SELECT customer_id FROM conversation_identity WHERE key = 'phone:' || ?)
                """, phone);
    }

    /** Presses the button with this title under what was heard last. */
    void presses(String title) {
        String button = lastHeard().buttons().stream()
                .filter(each -> each.endsWith("=" + title))
                .findFirst()
                .orElseThrow();
        presses(button.substring(0, button.indexOf('=')), title);
    }

    void presses(String id, String title) {
        sends("'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'" + id + "','title':'"
                + title + "'}}");
    }

    /** The states of what the customer wrote, in the order of the provider's time. */
    String written() {
        return story.text("""
                SELECT string_agg(state, ' ' ORDER BY said_at, id) FROM conversation_message
                WHERE conversation_id = ?::uuid AND author = 'customer'
                """, conversation());
    }

    /** The states of what goes out to the customer, in order. */
    String outbox() {
        return story.text("""
                SELECT coalesce(string_agg(state, ' ' ORDER BY id), '-') FROM delivery_outbox
                WHERE conversation_id = ?::uuid
                """, conversation());
    }

    /** Outcomes and verdicts of the turns, in order. */
    String turns() {
        return story.text("""
                SELECT coalesce(string_agg(outcome || ':' || verdict, ' ' ORDER BY id), '-') FROM turn
                WHERE conversation_id = ?::uuid
                """, conversation());
    }
}
