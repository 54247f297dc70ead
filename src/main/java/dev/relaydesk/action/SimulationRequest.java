package dev.relaydesk.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the model might say, and to whom.
 *
 * @param output the reply's text, word for word
 * @param customerId whose rights and history count; absent: somebody without any
 */
record SimulationRequest(
        @Nullable String output,
        @JsonProperty("customer_id") @Nullable String customerId) {

    /** Longer than any reply that the Space gives; the body's own limit is far above it. */
    static final int LONGEST = 1_000_000;

    record Valid(String output, @Nullable UUID customer) {}

    static Valid validated(@Nullable SimulationRequest request) {
        if (request == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The body is empty; an output is expected");
        }
        return request.validated();
    }

    private Valid validated() {
        List<Problem.Field> wrong = new ArrayList<>();
        if (output == null || output.length() > LONGEST) {
            wrong.add(new Problem.Field("output", "must be a text of at most " + LONGEST + " characters"));
        }
        UUID customer = null;
        try {
            customer = customerId == null ? null : UUID.fromString(customerId);
        } catch (IllegalArgumentException _) {
            wrong.add(new Problem.Field("customer_id", "must be a UUID, as conversations show it"));
        }
        if (output == null || !wrong.isEmpty()) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The simulation is not valid", wrong, null);
        }
        return new Valid(output, customer);
    }
}
