package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.Sql;
import dev.relaydesk.platform.db.SqlTrouble;
import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings stored events to their conversations. Messages of customers we know go in one statement, many at a time;
 * everything else goes through {@link Assignment}, one by one. Nothing here touches the outside world, so it is done again
 * without harm, and its commits need no flush: what a crash of the database loses is simply found again.
 */
@ApplicationScoped
class Assigner implements Poller {

    static final String NAME = "conversation.assign";

    private static final int BATCH = 256;

    /**
     * So few that a round stays far below the quiet window: a message that waits here while a later one of the same
     * customer is already answered would come out of order. Those of a customer placed in this round are known in the next.
     */
    private static final int SINGLES = 16;

    /**
     * A sender is known when all keys he came with belong to one customer who has an open conversation. A conversation's row is
     * touched only after its control row is locked, as everywhere: the changes of one statement come in no certain order, and
     * a turn that commits would meet us head on. The nested selects and {@code OFFSET 0} keep each search a look-up for one
     * message: planned while the tables were small, a join would read every identity and every event ever stored.
     */
    private static final Sql ASSIGN_KNOWN = Sql.of("""
            /* conversation.assign */
            WITH picked AS MATERIALIZED (
                SELECT id, channel, account, provider_id, kind, sender_keys, said_at, received_at, message_kind, text, choice_id,
                       said_at >= now() - :staleMillis * interval '1 millisecond' AS fresh
                FROM conversation_inbound
                WHERE state = 'received'
                ORDER BY received_at
                LIMIT :batch
                FOR UPDATE SKIP LOCKED),
            known AS MATERIALIZED (
                SELECT p.*, open.conversation_id
                FROM picked p
                CROSS JOIN LATERAL (
                    SELECT count(customer) AS keys, min(customer) AS lowest, max(customer) AS highest
                    FROM unnest(p.sender_keys) AS k (key)
                    CROSS JOIN LATERAL (SELECT (
                        SELECT i.customer_id::text FROM conversation_identity i
                        WHERE i.channel = p.channel AND i.account = p.account AND i.key = k.key) AS customer OFFSET 0) whose) who
                CROSS JOIN LATERAL (SELECT (
                    SELECT v.id FROM conversation v
                    WHERE v.customer_id = who.lowest::uuid AND v.channel = p.channel AND v.account = p.account
                      AND v.closed_at IS NULL) AS conversation_id OFFSET 0) open
                WHERE p.kind = 'MESSAGE' AND open.conversation_id IS NOT NULL
                  AND who.keys = cardinality(p.sender_keys) AND who.lowest = who.highest
                  AND NOT EXISTS (SELECT FROM conversation_inbound e WHERE e.refers_to = p.provider_id OFFSET 0)),
            news AS MATERIALIZED (
                SELECT conversation_id, max(said_at) AS said_at, min(received_at) AS since, bool_or(fresh) AS fresh,
                       CASE WHEN min(channel) = 'api' THEN 0 ELSE :quietMillis END AS quiet
                FROM known GROUP BY conversation_id),
            locked AS MATERIALIZED (
                SELECT c.conversation_id FROM conversation_control c JOIN news USING (conversation_id)
                ORDER BY c.conversation_id FOR UPDATE OF c),
            woken AS (
                UPDATE conversation_control c
                SET wake_count = c.wake_count + 1,
                    waiting_since = coalesce(c.waiting_since, n.since),
                    due_at = CASE WHEN c.failures > 0 AND c.due_at IS NOT NULL THEN c.due_at
                             ELSE least(now() + n.quiet * interval '1 millisecond',
                                        coalesce(c.waiting_since, n.since) + :quietMaxMillis * interval '1 millisecond') END
                FROM news n JOIN locked USING (conversation_id)
                WHERE c.conversation_id = n.conversation_id AND n.fresh),
            said AS (
                INSERT INTO conversation_message (id, conversation_id, author, kind, text, choice_id, provider_id, said_at,
                                                  state)
                SELECT id, conversation_id, 'customer', coalesce(message_kind, 'text'), text, choice_id, provider_id, said_at,
                       CASE WHEN fresh THEN 'pending' ELSE 'stale' END
                FROM known),
            marked AS (
                UPDATE conversation_inbound i SET state = 'assigned', conversation_id = k.conversation_id
                FROM known k WHERE i.id = k.id),
            touched AS (
                UPDATE conversation v
                SET last_message_at = greatest(v.last_message_at, n.said_at),
                    last_customer_at = greatest(v.last_customer_at, n.said_at),
                    window_ends_at = CASE WHEN v.channel = 'api' THEN NULL
                                     ELSE greatest(v.window_ends_at, n.said_at + interval '24 hours') END
                FROM news n JOIN locked USING (conversation_id) WHERE v.id = n.conversation_id),
            without_flush AS (SELECT set_config('synchronous_commit', 'off', true))
            SELECT (SELECT count(*) FROM picked) AS picked,
                   (SELECT count(*) FROM known) AS known,
                   ARRAY(SELECT p.id FROM picked p WHERE NOT EXISTS (SELECT FROM known k WHERE k.id = p.id)
                         ORDER BY p.received_at LIMIT :singles) AS others
            FROM without_flush
            """);

    private static final int TRIES = 5;
    private static final Logger LOG = Logger.getLogger(Assigner.class);

    private record Round(int picked, int known, List<UUID> others) {}

    private final Jdbi jdbi;
    private final Assignment assignment;
    private final IntakeTiming timing;
    private final Pollers pollers;
    private final Map<UUID, Integer> failures = new HashMap<>(); // of the poller's one thread
    private volatile boolean caughtUp;

    Assigner(Jdbi jdbi, Assignment assignment, IntakeTiming timing, Pollers pollers) {
        this.jdbi = jdbi;
        this.assignment = assignment;
        this.timing = timing;
        this.pollers = pollers;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * False until what lay there at the start of the process, or after trouble with the database, has been placed. Turns wait
     * for that: they would answer the newer of two messages first.
     */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public Duration pollOnce() {
        try {
            return round();
        } catch (RuntimeException e) {
            caughtUp = false;
            throw e;
        }
    }

    private Duration round() {
        Round round = jdbi.withHandle(handle -> ASSIGN_KNOWN
                .on(handle)
                .bind("staleMillis", timing.staleAfter().toMillis())
                .bind("quietMillis", timing.quietWindow().toMillis())
                .bind("quietMaxMillis", timing.quietWindowMax().toMillis())
                .bind("batch", BATCH)
                .bind("singles", SINGLES)
                .list(row -> new Round(row.getInt("picked"), row.getInt("known"), List.of((UUID[])
                        row.getArray("others").getArray())))
                .getFirst());
        boolean placed = round.known() > 0;
        for (UUID other : round.others()) {
            placed |= place(other);
        }
        if (round.picked() < BATCH && round.others().size() < SINGLES) {
            caughtUp = true;
        }
        if (placed) {
            pollers.wakeIn("turn", timing.quietWindow());
        }
        return round.picked() == BATCH || round.others().size() == SINGLES ? Duration.ZERO : idle();
    }

    /** An event that cannot be placed, whatever is in it, holds up nobody else. */
    private boolean place(UUID inbound) {
        try {
            return assignment.placeStored(inbound);
        } catch (RuntimeException e) {
            if (!isAboutTheEvent(e)) {
                throw e;
            }
            // Two replicas that open the same conversation get in each other's way once; what fails again and again is
            // set aside.
            if (failures.merge(inbound, 1, Integer::sum) >= TRIES) {
                failures.remove(inbound);
                LOG.errorf(e, "Event %s cannot be placed and is set aside", inbound);
                assignment.setAside(inbound);
            }
            return false;
        }
    }

    /** Data that does not fit, or a stumble of our own over it; everything else may pass by itself. */
    private static boolean isAboutTheEvent(RuntimeException trouble) {
        return switch (SqlTrouble.of(trouble)) {
            case DATA -> true;
            case CONFLICT, DATABASE -> false;
            case NONE -> !(trouble instanceof JdbiException);
        };
    }
}
