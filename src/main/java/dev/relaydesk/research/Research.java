package dev.relaydesk.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Takes orders for deep research. */
@ApplicationScoped
public class Research {

    private final Jobs jobs;

    Research(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Orders a report for a customer, in the caller's transaction.
     *
     * @param action that asks for it; it orders one
     */
    public void order(Handle transaction, ConversationId conversation, UUID action, JsonNode question) {
        jobs.submit(
                transaction,
                new Jobs.NewJob("deep_research", question, conversation.value(), "action:" + action, 5, "bot"));
    }
}
