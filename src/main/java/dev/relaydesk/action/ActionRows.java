package dev.relaydesk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down what was asked for and what becomes of it. Every method works in the caller's transaction. */
@ApplicationScoped
class ActionRows {

    static final String COLUMNS =
            "id, conversation_id, customer_id, epoch, name, reason, parameters::text AS parameters,"
                    + " idempotency_key, attempts, model_calls,"
                    + " (SELECT v.language FROM conversation v WHERE v.id = conversation_id) AS language";

    private final ObjectMapper json;

    ActionRows(ObjectMapper json) {
        this.json = json;
    }

    /** Where and in which turn something is asked for. */
    record Asked(
            ConversationId conversation,
            UUID customer,
            UUID turn,
            long epoch,
            @Nullable String language,
            int modelCalls) {}

    /**
     * Stores a request that may be done.
     *
     * @return the row; empty when an equal one stands in its way, which {@link #inTheWay} names
     */
    Optional<Action> store(
            Handle transaction, Asked asked, ActionRequest request, Tier tier, Verdict verdict, Duration window) {
        // One that was done long enough ago stands in nobody's way any more.
        transaction
                .createUpdate("""
                        UPDATE action SET counts = false
                        WHERE fingerprint = :fingerprint AND counts AND state = 'succeeded'
                          AND created_at <= now() - :millis * interval '1 millisecond'
                        """)
                .bind("fingerprint", request.fingerprint())
                .bind("millis", window.toMillis())
                .execute();
        UUID id = TimeOrderedId.next();
        String key = ActionKeys.idempotency(asked.conversation().value(), asked.turn(), 0, request.name());
        int stored = insert(transaction, id, asked, request, tier, verdict, "validated", true, null, null);
        return stored == 0
                ? Optional.empty()
                : Optional.of(new Action(
                        id,
                        asked.conversation(),
                        asked.customer(),
                        asked.epoch(),
                        asked.language(),
                        request.name(),
                        request.reason(),
                        request.parameters(),
                        key,
                        0,
                        asked.modelCalls()));
    }

    /** The row that counts for this fingerprint. */
    Optional<UUID> inTheWay(Handle transaction, String fingerprint) {
        return transaction
                .createQuery("SELECT id FROM action WHERE fingerprint = :fingerprint AND counts")
                .bind("fingerprint", fingerprint)
                .mapTo(UUID.class)
                .findOne();
    }

    void reject(Handle transaction, Asked asked, ActionRequest request, Tier tier, Verdict verdict, String detail) {
        insert(transaction, TimeOrderedId.next(), asked, request, tier, verdict, "rejected", false, null, detail);
    }

    void duplicate(Handle transaction, Asked asked, ActionRequest request, Tier tier, UUID of) {
        insert(
                transaction,
                TimeOrderedId.next(),
                asked,
                request,
                tier,
                Verdict.DUPLICATE_ACTION,
                "duplicate",
                false,
                of,
                null);
    }

    private int insert(
            Handle transaction,
            UUID id,
            Asked asked,
            ActionRequest request,
            Tier tier,
            Verdict verdict,
            String state,
            boolean counts,
            @Nullable UUID duplicateOf,
            @Nullable String detail) {
        return transaction
                .createUpdate("""
                        /* action.store */
                        INSERT INTO action (id, conversation_id, customer_id, turn_id, epoch, name, asked_as, reason,
                                            parameters, tier, verdict, detail, state, duplicate_of, idempotency_key,
                                            fingerprint, counts, model_calls, finished_at)
                        VALUES (:id, :conversation, :customer, :turn, :epoch, :name, :askedAs, :reason,
                                cast(:parameters AS jsonb), :tier, :verdict, :detail, :state, cast(:duplicateOf AS uuid), :key,
                                :fingerprint, :counts, :modelCalls, CASE WHEN :counts THEN NULL ELSE now() END)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", id)
                .bind("conversation", asked.conversation().value())
                .bind("customer", asked.customer())
                .bind("turn", asked.turn())
                .bind("epoch", asked.epoch())
                .bind("name", request.name())
                .bind("askedAs", request.askedAs())
                .bind("reason", request.reason())
                .bind("parameters", request.parameters().toString())
                .bind("tier", tier.wire())
                .bind("verdict", verdict.wire())
                .bind("detail", detail)
                .bind("state", state)
                .bind("duplicateOf", duplicateOf)
                .bind("key", ActionKeys.idempotency(asked.conversation().value(), asked.turn(), 0, request.name()))
                .bind("fingerprint", request.fingerprint())
                .bind("counts", counts)
                .bind("modelCalls", asked.modelCalls())
                .execute();
    }

    /** Hands it to the worker, who looks at once. */
    void enqueue(Handle transaction, UUID action) {
        transaction
                .createUpdate("UPDATE action SET due_at = now() WHERE id = :id AND state = 'validated'")
                .bind("id", action)
                .execute();
    }

    /** From here on the effect may have happened. */
    void begin(Handle transaction, UUID action) {
        transaction
                .createUpdate("UPDATE action SET state = 'executing', attempts = attempts + 1 WHERE id = :id")
                .bind("id", action)
                .execute();
    }

    /**
     * It is done.
     *
     * @param outcome what the customer is told
     * @param counts whether it stands in the way of an equal one, until its window is over
     */
    void succeed(Handle transaction, UUID action, String outcome, boolean counts) {
        transaction
                .createUpdate("""
                        /* action.done */
                        UPDATE action SET state = 'succeeded', outcome = :outcome, counts = :counts, due_at = NULL,
                                          finished_at = now()
                        WHERE id = :id
                        """)
                .bind("id", action)
                .bind("outcome", outcome)
                .bind("counts", counts)
                .execute();
    }

    /** The state of an action, and what the customer was told of it. */
    record Standing(String state, @Nullable String outcome) {}

    Standing standing(Handle handle, UUID action) {
        return handle.createQuery("SELECT state, outcome FROM action WHERE id = :id")
                .bind("id", action)
                .map((row, _) -> new Standing(row.getString("state"), row.getString("outcome")))
                .one();
    }

    Action read(ResultSet row) throws SQLException {
        try {
            return new Action(
                    row.getObject("id", UUID.class),
                    new ConversationId(row.getObject("conversation_id", UUID.class)),
                    row.getObject("customer_id", UUID.class),
                    row.getLong("epoch"),
                    row.getString("language"),
                    row.getString("name"),
                    row.getString("reason"),
                    (ObjectNode) json.readTree(row.getString("parameters")),
                    row.getString("idempotency_key"),
                    row.getInt("attempts"),
                    row.getInt("model_calls"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
