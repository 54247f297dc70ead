package dev.relaydesk.story;

import static dev.relaydesk.story.ScriptedSpace.says;

import dev.relaydesk.access.Actor;
import dev.relaydesk.action.ActionPolicy;
import dev.relaydesk.action.Policies;
import dev.relaydesk.action.Tier;
import dev.relaydesk.conversation.Mode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** What the stories of actions share: a customer, a model that asks for something, and what is allowed. */
abstract class ActionStory {

    static final String HANDED_OVER = "I am handing you over to a colleague, who will answer here.";
    static final String CANNOT = "I cannot do that by myself. Write “human” if you would like to talk to a colleague.";
    static final String REPHRASE = "I did not get that right. Could you put it in other words?";
    static final String UNCLEAR = "I could not find out whether that worked. A colleague is looking into it.";

    static final String TICKET =
            envelope("create_ticket", "'subject':'Parcel lost','description':'Order 4711 did not arrive'");

    @Inject
    Story story;

    @Inject
    Policies policies;

    @BeforeEach
    void nothing_has_happened_yet() {
        story.begins();
    }

    Customer asks(String words, String reply) {
        Customer customer = story.customer();
        story.space().plays(says(reply));
        customer.writes(words);
        story.everythingSettles();
        return customer;
    }

    void settledAction(Customer customer, String state) {
        story.until(
                "SELECT string_agg(DISTINCT state, ' ') FROM action WHERE state NOT IN ('rejected', 'awaiting_confirmation')"
                        + " AND due_at IS NULL AND conversation_id = '" + conversation(customer) + "'",
                state);
        story.everythingSettles();
    }

    String conversation(Customer customer) {
        story.until(
                "SELECT count(*)::text FROM conversation_identity WHERE key = 'phone:" + customer.phone() + "'", "1");
        return customer.conversation();
    }

    void policy(String action, Tier tier, int quota) {
        policy(action, true, tier, quota);
    }

    void policy(String action, boolean enabled, Tier tier, int quota) {
        Duration hour = Duration.ofHours(1);
        policies.change(
                action,
                new ActionPolicy(enabled, tier, quota, hour, hour, Set.of(Mode.BOT)),
                policies.held(action).version(),
                Actor.SYSTEM);
    }

    static String envelope(String action, String metadata) {
        return ("{'action':'" + action + "','reason':'because','metadata':{" + metadata + "}}").replace('\'', '"');
    }

    static String orderStatus(String order) {
        return call("order-status", order);
    }

    static String call(String endpoint, String order) {
        return envelope("api_call", "'endpoint':'" + endpoint + "','parameters':{'order':'" + order + "'}");
    }

    String ticketOf(Customer customer) {
        return "RD-" + story.text("SELECT number FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    String tickets(Customer customer) {
        return story.text("SELECT count(*) FROM ticket WHERE conversation_id = ?::uuid", customer.conversation());
    }

    /** What the Space was asked in the customer's thread. */
    List<ScriptedSpace.Asked> askedOf(Customer customer) {
        String thread =
                story.text("SELECT thread_frontend FROM conversation WHERE id = ?::uuid", customer.conversation());
        return story.space().asked("").stream()
                .filter(it -> it.frontend().equals(thread))
                .toList();
    }

    List<String> keys(String path) {
        return story.shop().done(path).stream().map(ScriptedShop.Done::key).toList();
    }

    String methods(String path) {
        return story.shop().done(path).stream().map(ScriptedShop.Done::method).collect(Collectors.joining(" "));
    }
}
