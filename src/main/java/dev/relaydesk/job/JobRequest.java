package dev.relaydesk.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as a caller asks for it. */
record JobRequest(
        @Nullable String type,
        @Nullable Integer priority,
        @Nullable JsonNode input,
        @JsonProperty("conversation_id") @Nullable UUID conversationId) {

    static final int USUAL_PRIORITY = 5;

    Jobs.NewJob validated(JobHandlers handlers, String by, @Nullable String key) {
        List<Problem.Field> wrong = new ArrayList<>();
        JobHandler handler = type == null ? null : handlers.of(type).orElse(null);
        if (handler == null) {
            String known = String.join(
                    ", ", handlers.all().stream().map(JobHandler::type).sorted().toList());
            wrong.add(new Problem.Field("type", "must be one of " + known));
        }
        int asked = priority == null ? USUAL_PRIORITY : priority;
        if (asked < 1 || asked > 9) {
            wrong.add(new Problem.Field("priority", "must be between 1, the first, and 9"));
        }
        if (input == null || !input.isObject()) {
            wrong.add(new Problem.Field("input", "must be an object"));
        } else if (handler != null) {
            wrong.addAll(handler.faults(input));
        }
        if (!wrong.isEmpty() || handler == null || input == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The job is not valid", wrong, null);
        }
        return new Jobs.NewJob(handler.type(), input, conversationId, key, asked, by);
    }
}
