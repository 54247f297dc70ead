package dev.relaydesk.ticket.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A ticket of the simulated desk. */
record SimulatedTicket(
        String id, String reference, String subject, String description, String status, List<Comment> comments) {

    record Comment(String key, String author, String text, boolean forStaff) {

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("key", key)
                    .put("author", author)
                    .put("text", text)
                    .put("private", forStaff);
        }
    }

    SimulatedTicket in(String newStatus) {
        return new SimulatedTicket(id, reference, subject, description, newStatus, comments);
    }

    ObjectNode json(String base) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("number", id)
                .put("reference", reference)
                .put("url", base + "/#" + id)
                .put("status", status);
    }
}
