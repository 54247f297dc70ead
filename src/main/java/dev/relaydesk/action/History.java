package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What the rows say of a customer, read one by one as they are asked for. For a look from outside, not for a turn. */
record History(Jdbi jdbi, Policies policies, UUID customer) implements ActionFacts {

    @Override
    public List<String> ownTexts() {
        return query("""
                SELECT m.text FROM conversation_message m JOIN conversation c ON c.id = m.conversation_id
                WHERE c.customer_id = :customer AND m.author = 'customer' AND m.text IS NOT NULL
                ORDER BY m.id DESC LIMIT 20
                """, Map.of(), String.class);
    }

    @Override
    public Mode mode() {
        List<String> mode = query("""
                SELECT k.mode FROM conversation c JOIN conversation_control k ON k.conversation_id = c.id
                WHERE c.customer_id = :customer AND c.closed_at IS NULL
                ORDER BY c.last_message_at DESC LIMIT 1
                """, Map.of(), String.class);
        return Arrays.stream(Mode.values())
                .filter(each -> mode.contains(each.wire()))
                .findFirst()
                .orElse(Mode.BOT);
    }

    @Override
    public ActionPolicy policy(String action) {
        return policies.of(action);
    }

    @Override
    public boolean belongsToCustomer(Reference reference) {
        return reference.kind().equals("ticket")
                && !query(
                                "SELECT id FROM ticket WHERE customer_id = :customer AND 'RD-' || number = :number",
                                Map.of("number", reference.value()),
                                UUID.class)
                        .isEmpty();
    }

    @Override
    public int performedWithin(String action, Duration window) {
        return query("""
                        SELECT count(*) FROM action
                        WHERE customer_id = :customer AND name = :action AND state NOT IN ('rejected', 'duplicate')
                          AND created_at > now() - make_interval(secs => :seconds)
                        """, Map.of("action", action, "seconds", window.toSeconds()), Integer.class)
                .getFirst();
    }

    @Override
    public Optional<UUID> earlier(String fingerprint, Duration window) {
        return query("""
                        SELECT id FROM action
                        WHERE customer_id = :customer AND fingerprint = :fingerprint AND state NOT IN
                              ('rejected', 'failed', 'duplicate', 'cancelled', 'expired')
                          AND created_at > now() - make_interval(secs => :seconds)
                        ORDER BY created_at LIMIT 1
                        """, Map.of("fingerprint", fingerprint, "seconds", window.toSeconds()), UUID.class).stream()
                .findFirst();
    }

    private <T> List<T> query(String sql, Map<String, ?> arguments, Class<T> kind) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("customer", customer)
                .bindMap(arguments)
                .mapTo(kind)
                .list());
    }
}
