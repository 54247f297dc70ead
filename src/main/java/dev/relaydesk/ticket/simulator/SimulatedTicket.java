package dev.relaydesk.ticket.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A ticket of the simulated desk. Everything in it was written by strangers. */
public record SimulatedTicket(
        String id, String reference, String subject, String description, String status, List<Comment> comments) {

    /**
     * What somebody added.
     *
     * @param key by which who wrote it finds it again
     * @param forStaff whether it is a private note
     */
    public record Comment(String key, String author, String text, boolean forStaff) {

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("key", key)
                    .put("author", author)
                    .put("text", text)
                    .put("private", forStaff);
        }
    }

    public SimulatedTicket {
        comments = List.copyOf(comments);
    }

    SimulatedTicket in(String newStatus) {
        return new SimulatedTicket(id, reference, subject, description, newStatus, comments);
    }

    SimulatedTicket with(Comment comment) {
        List<Comment> all = new ArrayList<>(comments);
        all.add(comment);
        return new SimulatedTicket(id, reference, subject, description, status, all);
    }

    ObjectNode json(String page) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("number", id)
                .put("reference", reference)
                .put("url", page + "#ticket-" + id)
                .put("status", status);
    }
}
