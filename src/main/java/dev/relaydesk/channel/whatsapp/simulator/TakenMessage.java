package dev.relaydesk.channel.whatsapp.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A message that was sent to somebody.
 *
 * @param id as the sender was told it
 * @param body as it was sent
 */
public record TakenMessage(String id, Instant at, JsonNode body) {

    /** The recipient's number, digits only; empty when it went to a user id. */
    public String to() {
        return body.path("to").asText().replace("+", "");
    }
}
