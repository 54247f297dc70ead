package dev.relaydesk.channel.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relaydesk.turn.Trail;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action that a turn ended with, as a stream tells it.
 *
 * @param action its name
 * @param outcome what the customer is told of it; null while that is not known, or left to the model
 */
record ActionEvent(
        @JsonProperty("action_id") UUID actionId,
        String action,
        String state,
        String verdict,
        @Nullable String outcome) {

    static ActionEvent of(Trail.Asked asked) {
        return new ActionEvent(asked.id(), asked.name(), asked.state(), asked.verdict(), asked.outcome());
    }
}
