package dev.relaydesk.ticket.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tickets of the simulated desk, in memory. What is asked twice with one reference or key is done once. */
final class Shelf {

    private static final Set<String> STATUSES = Set.of("open", "waiting", "solved", "closed");

    private final Map<String, SimulatedTicket> tickets = new LinkedHashMap<>();
    private long last;

    /** @param start no number is given out that an earlier run may have had */
    Shelf(Instant start) {
        last = start.getEpochSecond() % 10_000_000 * 100;
    }

    synchronized SimulatedTicket open(JsonNode asked) {
        String reference = asked.path("reference").asText();
        for (SimulatedTicket each : tickets.values()) {
            if (each.reference().equals(reference)) {
                return each;
            }
        }
        var ticket = new SimulatedTicket(
                Long.toString(++last),
                reference,
                asked.path("subject").asText(),
                asked.path("description").asText(),
                "open",
                List.of());
        tickets.put(ticket.id(), ticket);
        return ticket;
    }

    synchronized SimulatedTicket.Comment comment(SimulatedTicket ticket, JsonNode asked) {
        String key = asked.path("key").asText();
        List<SimulatedTicket.Comment> comments =
                new ArrayList<>(tickets.getOrDefault(ticket.id(), ticket).comments());
        for (SimulatedTicket.Comment each : comments) {
            if (each.key().equals(key)) {
                return each;
            }
        }
        var comment = new SimulatedTicket.Comment(
                key,
                asked.path("author").asText(),
                asked.path("text").asText(),
                asked.path("private").asBoolean());
        comments.add(comment);
        SimulatedTicket now = tickets.getOrDefault(ticket.id(), ticket);
        tickets.put(
                ticket.id(),
                new SimulatedTicket(
                        now.id(),
                        now.reference(),
                        now.subject(),
                        now.description(),
                        now.status(),
                        List.copyOf(comments)));
        return comment;
    }

    synchronized @Nullable SimulatedTicket find(String id) {
        return tickets.get(id);
    }

    /** Null when there is no such ticket or status. */
    synchronized @Nullable SimulatedTicket set(String id, String status) {
        SimulatedTicket ticket = tickets.get(id);
        if (ticket == null || !STATUSES.contains(status)) {
            return null;
        }
        tickets.put(id, ticket.in(status));
        return tickets.get(id);
    }

    /** The newest first. */
    synchronized List<SimulatedTicket> all() {
        return List.copyOf(tickets.values()).reversed();
    }
}
