package dev.relaydesk.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes in work that takes longer than a turn. */
@ApplicationScoped
public class Jobs {

    /**
     * Puts a job into the queue in the caller's transaction.
     *
     * @param conversation who waits for it; null for nobody
     * @param key under which it is put in once
     */
    public void submit(Handle transaction, String type, JsonNode input, @Nullable UUID conversation, String key) {
        transaction
                .createUpdate("""
                        /* job.submit */
                        INSERT INTO job (id, type, input, conversation_id, idempotency_key)
                        VALUES (:id, :type, cast(:input AS jsonb), :conversation, :key)
                        ON CONFLICT (idempotency_key) DO NOTHING
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("type", type)
                .bind("input", input.toString())
                .bind("conversation", conversation)
                .bind("key", key)
                .execute();
    }
}
