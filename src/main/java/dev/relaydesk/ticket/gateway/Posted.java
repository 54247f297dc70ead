package dev.relaydesk.ticket.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;

/** How a comment stands in the other system, whatever its answer to the request was. */
public enum Posted {
    AS_ASKED,
    /** It was meant for staff, and the customer can see it. */
    EXPOSED,
    /** It is not there. */
    ABSENT;

    static Posted of(Note note, Optional<JsonNode> found, Predicate<JsonNode> isPrivate) {
        return found.map(comment -> seen(note, isPrivate.test(comment))).orElse(ABSENT);
    }

    static Posted seen(Note note, boolean isPrivate) {
        return note.forStaff() && !isPrivate ? EXPOSED : AS_ASKED;
    }
}
