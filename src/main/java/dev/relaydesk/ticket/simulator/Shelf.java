package dev.relaydesk.ticket.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The tickets of the simulated desk. They stand in {@code platform_setting}, so that they outlive the process and all replicas
 * play the same desk. What is asked twice with one reference or key is done once.
 */
final class Shelf {

    private static final String TICKET = "ticket.simulator.ticket.";
    private static final String REFERENCE = "ticket.simulator.reference.";
    private static final int SHOWN = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;

    Shelf(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    SimulatedTicket open(JsonNode asked) {
        String reference = asked.path("reference").asText();
        return jdbi.inTransaction(transaction -> {
            // Also lets only one at a time through, so that a reference is looked up and taken in one go.
            String id = next(transaction);
            Optional<SimulatedTicket> there = withReference(transaction, reference);
            if (there.isPresent()) {
                return there.get();
            }
            var ticket = new SimulatedTicket(
                    id,
                    reference,
                    asked.path("subject").asText(),
                    asked.path("description").asText(),
                    "open",
                    List.of());
            insert(transaction, TICKET + id, written(ticket));
            insert(transaction, REFERENCE + reference, id);
            return ticket;
        });
    }

    /** The comment with that key, which is the new one unless there was one before. */
    Optional<SimulatedTicket.Comment> comment(String id, SimulatedTicket.Comment comment) {
        return change(id, ticket -> of(ticket, comment.key()).isPresent() ? ticket : ticket.with(comment))
                .flatMap(ticket -> of(ticket, comment.key()));
    }

    Optional<SimulatedTicket> set(String id, String status) {
        return change(id, ticket -> ticket.in(status));
    }

    Optional<SimulatedTicket> find(String id) {
        return jdbi.withHandle(handle -> read(handle, id, ""));
    }

    Optional<SimulatedTicket> withReference(String reference) {
        return jdbi.withHandle(handle -> withReference(handle, reference));
    }

    /** The newest first, as many as fit a page. */
    List<SimulatedTicket> latest() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT value FROM platform_setting WHERE starts_with(key, :prefix)
                        ORDER BY length(key) DESC, key DESC LIMIT :shown
                        """)
                .bind("prefix", TICKET)
                .bind("shown", SHOWN)
                .mapTo(String.class)
                .map(Shelf::parsed)
                .list());
    }

    private Optional<SimulatedTicket> change(String id, UnaryOperator<SimulatedTicket> change) {
        return jdbi.inTransaction(transaction -> {
            Optional<SimulatedTicket> changed =
                    read(transaction, id, "FOR UPDATE").map(change);
            changed.ifPresent(ticket -> transaction
                    .createUpdate("UPDATE platform_setting SET value = :value, updated_at = now() WHERE key = :key")
                    .bind("key", TICKET + id)
                    .bind("value", written(ticket))
                    .execute());
            return changed;
        });
    }

    private static Optional<SimulatedTicket> withReference(Handle handle, String reference) {
        return value(handle, REFERENCE + reference, "").flatMap(id -> read(handle, id, ""));
    }

    private static Optional<SimulatedTicket.Comment> of(SimulatedTicket ticket, String key) {
        return ticket.comments().stream().filter(each -> each.key().equals(key)).findFirst();
    }

    private static String next(Handle transaction) {
        return transaction.createQuery("""
                        INSERT INTO platform_setting AS s (key, value) VALUES ('ticket.simulator.last', '101')
                        ON CONFLICT (key) DO UPDATE SET value = (s.value::bigint + 1)::text
                        RETURNING value
                        """).mapTo(String.class).one();
    }

    private static void insert(Handle transaction, String key, String value) {
        transaction
                .createUpdate("INSERT INTO platform_setting (key, value) VALUES (:key, :value)")
                .bind("key", key)
                .bind("value", value)
                .execute();
    }

    private static Optional<SimulatedTicket> read(Handle handle, String id, String lock) {
        return value(handle, TICKET + id, lock).map(Shelf::parsed);
    }

    private static Optional<String> value(Handle handle, String key, String lock) {
        return handle.createQuery("SELECT value FROM platform_setting WHERE key = :key " + lock)
                .bind("key", key)
                .mapTo(String.class)
                .findOne();
    }

    private static SimulatedTicket parsed(String value) {
        try {
            return JSON.readValue(value, SimulatedTicket.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A ticket of the simulated desk cannot be read", e);
        }
    }

    private static String written(SimulatedTicket ticket) {
        try {
            return JSON.writeValueAsString(ticket);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A ticket of the simulated desk cannot be written", e);
        }
    }
}
