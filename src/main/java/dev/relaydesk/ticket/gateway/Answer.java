package dev.relaydesk.ticket.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A good answer.
 *
 * @param body missing when there was none
 */
record Answer(int status, JsonNode body) {

    /** Reads it; what makes no sense leaves open whether the call had its effect. */
    <T> Outcome<T> as(Function<JsonNode, @Nullable T> reading) {
        T value = reading.apply(body);
        return value == null
                ? new Outcome.Unclear<>("unreadable", "An answer with status " + status + " without what we need", null)
                : new Outcome.Done<>(value);
    }

    /**
     * The first element that is meant; an answer without the array leaves open whether there is one.
     *
     * @param array a JSON pointer
     */
    Outcome<Optional<JsonNode>> first(String array, Predicate<JsonNode> meant) {
        return as(json -> json.at(array).isArray()
                ? elements(json.at(array)).stream().filter(meant).findFirst()
                : null);
    }

    /** Of an array; none of anything else. */
    static List<JsonNode> elements(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }

    /** A field that is a text or a number; empty when it is neither. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() || value.isNumber() ? value.asText() : "";
    }
}
