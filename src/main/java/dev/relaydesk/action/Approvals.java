package dev.relaydesk.action;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Audit;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lets a colleague decide on what may not be done without one: once, in time, and only while nobody else got the right to
 * speak since it was asked for.
 */
@ApplicationScoped
class Approvals {

    private static final String DECIDE = """
            /* action.decide */
            UPDATE action
            SET approval_until = NULL, decision = :decision, decided_by = :by, decided_at = now(), decision_reason = :reason
            WHERE id = :id AND state = 'validated' AND approval_until > now()
              AND epoch = (SELECT c.epoch FROM conversation_control c WHERE c.conversation_id = action.conversation_id)
            RETURNING %s
            """.formatted(ActionRows.COLUMNS);

    /** Refused by a colleague, or by time. */
    private static final String END = """
            /* action.unapproved */
            UPDATE action
            SET state = :state, counts = false, approval_until = NULL, outcome = :told, error_code = :code, finished_at = now()
            WHERE id = :id AND state = 'validated'
              AND (:state = 'rejected' AND decision = 'rejected' OR :state = 'expired' AND approval_until <= now())
            """;

    private final ActionConfig config;
    private final ActionRows rows;
    private final Texts texts;
    private final Performer performer;
    private final Announcements announcements;
    private final Audit audit;

    Approvals(
            ActionConfig config,
            ActionRows rows,
            Texts texts,
            Performer performer,
            Announcements announcements,
            Audit audit) {
        this.config = config;
        this.rows = rows;
        this.texts = texts;
        this.performer = performer;
        this.announcements = announcements;
        this.audit = audit;
    }

    /** Leaves it to a colleague. Returns what the customer is told. */
    String ask(Handle transaction, Action action) {
        transaction
                .createUpdate("""
                        UPDATE action SET approval_until = now() + :millis * interval '1 millisecond' WHERE id = :id
                        """)
                .bind("id", action.id())
                .bind("millis", config.approvalWait().toMillis())
                .execute();
        return texts.of(Text.APPROVAL, action.language());
    }

    /**
     * Does it, or hands it to the worker.
     *
     * @throws Refusal when it does not wait for a colleague any more
     */
    void approve(ConversationId conversation, UUID id, Actor actor) {
        announcements.inTransaction((transaction, spoken) -> {
            Speaker.lock(transaction, conversation);
            Action action = decide(transaction, id, "approved", null, actor);
            performer
                    .carryOut(transaction, action)
                    .ifPresent(told -> announcements.say(transaction, conversation, _ -> told, spoken));
            audit.record(transaction, actor, "action_approved", "action:" + id, Map.of());
            return action;
        });
    }

    /**
     * Leaves it undone, and tells the customer that, but not why.
     *
     * @throws Refusal when it does not wait for a colleague any more
     */
    void reject(ConversationId conversation, UUID id, String reason, Actor actor) {
        announcements.inTransaction((transaction, spoken) -> {
            Speaker.lock(transaction, conversation);
            Action action = decide(transaction, id, "rejected", reason, actor);
            String told = texts.of(Text.NOT_APPROVED, action.language());
            if (end(transaction, id, "rejected", "staff_rejected", told)) {
                announcements.say(transaction, conversation, _ -> told, spoken);
            }
            audit.record(transaction, actor, "action_rejected", "action:" + id, Map.of("reason", reason));
            return action;
        });
    }

    /** Nobody decided in time. */
    void expire(Action action) {
        announcements.inTransaction((transaction, spoken) -> {
            Speaker.lock(transaction, action.conversation());
            String told = texts.of(Text.APPROVAL_EXPIRED, action.language());
            boolean ended = end(transaction, action.id(), "expired", "approval_expired", told);
            if (ended) {
                announcements.say(transaction, action.conversation(), _ -> told, spoken);
            }
            return ended;
        });
    }

    private Action decide(Handle transaction, UUID id, String decision, @Nullable String reason, Actor actor) {
        return transaction
                .createQuery(DECIDE)
                .bind("id", id)
                .bind("decision", decision)
                .bind("by", actor.name())
                .bind("reason", reason)
                .map((row, _) -> rows.read(row))
                .findOne()
                .orElseThrow(() -> tooLate(transaction, id));
    }

    /** Returns false when it was over meanwhile. */
    private static boolean end(Handle transaction, UUID id, String state, String code, String told) {
        return transaction
                        .createUpdate(END)
                        .bind("id", id)
                        .bind("state", state)
                        .bind("code", code)
                        .bind("told", told)
                        .execute()
                == 1;
    }

    private static Refusal tooLate(Handle transaction, UUID id) {
        String why = transaction
                .createQuery(
                        "SELECT state, approval_until, decision, decided_by, decided_at FROM action WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> whyTooLate(row))
                .one();
        return new Refusal(ProblemType.CONFLICT, why);
    }

    private static String whyTooLate(ResultSet row) throws SQLException {
        String decision = row.getString("decision");
        if (decision != null) {
            Instant at = row.getTimestamp("decided_at").toInstant();
            return "It was %s by %s at %s".formatted(decision, row.getString("decided_by"), at);
        }
        return row.getTimestamp("approval_until") == null
                ? "It does not wait for a colleague; it is " + row.getString("state")
                : "Nobody decided in time";
    }
}
