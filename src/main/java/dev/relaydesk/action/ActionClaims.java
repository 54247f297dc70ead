package dev.relaydesk.action;

import dev.relaydesk.platform.db.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Takes actions that are due. Locking the conversation's control row orders each before or after a takeover. */
@ApplicationScoped
class ActionClaims {

    /** The attempt is flushed before anything leaves the house: after a crash it says that something may have. */
    private static final String CLAIM = """
            /* action.claim */
            WITH due AS MATERIALIZED (
                SELECT a.id, a.epoch = c.epoch AND c.mode = 'bot' AS allowed
                FROM action a JOIN conversation_control c ON c.conversation_id = a.conversation_id
                WHERE a.state = 'validated' AND a.due_at <= now()
                  AND (c.mode <> 'awaiting_confirmation' OR c.epoch <> a.epoch)  -- another question comes first
                ORDER BY a.due_at LIMIT :max
                FOR UPDATE OF c, a SKIP LOCKED),
            silenced AS (
                UPDATE action a
                SET state = 'cancelled', counts = false, due_at = NULL, finished_at = now(), error_code = 'speaker_changed'
                FROM due WHERE a.id = due.id AND NOT due.allowed),
            taken AS (
                UPDATE action a
                SET state = 'executing', attempts = a.attempts + 1, due_at = now() + :claimMillis * interval '1 millisecond',
                    claim_until = now() + :claimMillis * interval '1 millisecond'
                FROM due WHERE a.id = due.id AND due.allowed
                RETURNING a.*),
            attempted AS (INSERT INTO action_attempt (action_id, number) SELECT id, attempts FROM taken)
            SELECT %s FROM taken
            """.formatted(ActionRows.COLUMNS);

    /** A process that died over it: the effect may have happened. */
    private static final String GIVE_UP_CLAIMS = """
            /* action.lose */
            UPDATE action
            SET state = 'ambiguous', unclear_since = now(), due_at = now(), claim_until = NULL, error_code = 'claim_expired'
            WHERE state = 'executing' AND claim_until < now()
            """;

    private static final String CLAIM_UNCLEAR = """
            /* action.look */
            WITH due AS MATERIALIZED (
                SELECT id FROM action WHERE state = 'ambiguous' AND due_at <= now()
                ORDER BY due_at LIMIT :max FOR UPDATE SKIP LOCKED)
            UPDATE action SET due_at = now() + :claimMillis * interval '1 millisecond'
            WHERE id IN (SELECT id FROM due)
            RETURNING %s, repeated, unclear_since < now() - :certainMillis * interval '1 millisecond' AS certain,
                      unclear_since < now() - :patienceMillis * interval '1 millisecond' AS hopeless
            """.formatted(ActionRows.COLUMNS);

    private static final String UNANSWERED = """
            /* action.unanswered */
            SELECT %s FROM action
            WHERE state = 'awaiting_confirmation' AND due_at <= now() ORDER BY due_at LIMIT 100
            """.formatted(ActionRows.COLUMNS);

    private static final String UNAPPROVED = """
            /* action.unapproved */
            SELECT %s FROM action WHERE approval_until <= now() ORDER BY approval_until LIMIT 100
            """.formatted(ActionRows.COLUMNS);

    /** Whatever waits for the worker has a time; asked each second, so it must cost nothing. */
    private static final Sql ANYTHING_DUE = Sql.of("""
            /* action.anything */
            SELECT EXISTS (SELECT FROM action WHERE due_at <= now())
                OR EXISTS (SELECT FROM action WHERE approval_until <= now())
            """);

    /**
     * An action of which nobody knows whether it was done.
     *
     * @param repeated whether it was already done once more
     * @param certain whether the other side's own time limit is surely past
     * @param hopeless whether a person should look now
     */
    record Unclear(Action action, boolean repeated, boolean certain, boolean hopeless) {}

    private final Jdbi jdbi;
    private final ActionRows rows;
    private final ActionTiming timing;

    ActionClaims(Jdbi jdbi, ActionRows rows, ActionTiming timing) {
        this.jdbi = jdbi;
        this.rows = rows;
        this.timing = timing;
    }

    /** Whether there is anything at all to look at. */
    boolean anythingDue() {
        return jdbi.withHandle(
                handle -> ANYTHING_DUE.on(handle).list(row -> row.getBoolean(1)).getFirst());
    }

    List<Action> due(int max) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("max", max)
                .bind("claimMillis", timing.claim().toMillis())
                .map((row, _) -> rows.read(row))
                .list());
    }

    int giveUpClaims() {
        return jdbi.withHandle(handle -> handle.createUpdate(GIVE_UP_CLAIMS).execute());
    }

    List<Unclear> unclear(int max) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM_UNCLEAR)
                .bind("max", max)
                .bind("claimMillis", timing.claim().toMillis())
                .bind("certainMillis", timing.certainAfter().toMillis())
                .bind(
                        "patienceMillis",
                        timing.certainAfter().plus(Duration.ofMinutes(10)).toMillis())
                .map((row, _) -> new Unclear(
                        rows.read(row),
                        row.getBoolean("repeated"),
                        row.getBoolean("certain"),
                        row.getBoolean("hopeless")))
                .list());
    }

    List<Action> unanswered() {
        return all(UNANSWERED);
    }

    List<Action> unapproved() {
        return all(UNAPPROVED);
    }

    private List<Action> all(String query) {
        return jdbi.withHandle(handle ->
                handle.createQuery(query).map((row, _) -> rows.read(row)).list());
    }
}
