package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A claim that ends well: the customer's messages are answered by this turn.
 *
 * @param thread the new state of the Space thread; null when the Space was not asked. A thread that was reset meanwhile
 *     stays reset
 */
public record AnsweredTurn(Claim claim, UUID turn, @Nullable ThreadNow thread) {

    /** The thread after a good turn. */
    public record ThreadNow(
            @Nullable String backend,
            @Nullable String slug,
            String account,
            @Nullable String collection) {}

    /** The control rows are locked in the order of their ids, as everywhere where one transaction takes several. */
    private static final Sql END = Sql.of("""
            /* turn.commit */
            WITH held AS MATERIALIZED (
                SELECT g.*, c.wake_count <> g.wake_count AS due_again
                FROM unnest(:conversations, :owners, :tokens, :epochs, :wakeCounts, :turns, :asked, :frontends, :backends,
                            :slugs, :accounts, :collections)
                         AS g (conversation_id, owner, token, epoch, wake_count, turn_id, asked, frontend, backend,
                               slug, account, collection)
                JOIN conversation_control c ON c.conversation_id = g.conversation_id
                WHERE c.lease_owner = g.owner AND c.lease_token = g.token AND c.epoch = g.epoch AND c.mode = 'bot'
                ORDER BY c.conversation_id
                FOR UPDATE OF c),
            released AS (
                UPDATE conversation_control c
                SET lease_owner = NULL, lease_until = NULL, claims = 0, failures = 0,
                    due_at = CASE WHEN held.due_again THEN c.due_at END,
                    waiting_since = CASE WHEN held.due_again THEN now() END
                FROM held WHERE c.conversation_id = held.conversation_id),
            consumed AS (
                UPDATE conversation_message m SET state = 'answered', turn_id = held.turn_id
                FROM held JOIN unnest(:messages, :answers) AS a (message_id, turn_id) ON a.turn_id = held.turn_id
                WHERE m.id = a.message_id AND m.state = 'pending'),
            kept AS (
                UPDATE conversation v
                SET thread_backend = coalesce(held.backend, v.thread_backend), thread_slug = held.slug,
                    space_account = held.account, space_collection = held.collection, note_for_model = NULL
                FROM held WHERE v.id = held.conversation_id AND held.asked AND v.thread_frontend = held.frontend)
            SELECT turn_id, due_again FROM held
            """);

    /**
     * Ends them all in the caller's transaction. Guarded by owner, token and epoch: a claim that was lost changes nothing
     * and is not in the result.
     *
     * @return for each turn that held its claim, whether the customer wrote something new meanwhile
     */
    public static Map<UUID, Boolean> end(Handle transaction, List<AnsweredTurn> turns) {
        List<UUID> messages = new ArrayList<>();
        List<UUID> answers = new ArrayList<>();
        for (AnsweredTurn turn : turns) {
            for (UUID message : turn.claim.messageIds()) {
                messages.add(message);
                answers.add(turn.turn);
            }
        }
        Map<UUID, Boolean> held = new HashMap<>();
        END.on(transaction)
                .bindEach(
                        "conversations",
                        UUID.class,
                        turns,
                        it -> it.claim.conversation().value())
                .bindEach("owners", String.class, turns, it -> it.claim.owner())
                .bindEach("tokens", Long.class, turns, it -> it.claim.token())
                .bindEach("epochs", Long.class, turns, it -> it.claim.epoch())
                .bindEach("wakeCounts", Long.class, turns, it -> it.claim.wakeCount())
                .bindEach("turns", UUID.class, turns, AnsweredTurn::turn)
                .bindEach("asked", Boolean.class, turns, it -> it.thread != null)
                .bindEach(
                        "frontends", UUID.class, turns, it -> it.claim.thread().frontend())
                .bindEach("backends", String.class, turns, ofThread(ThreadNow::backend))
                .bindEach("slugs", String.class, turns, ofThread(ThreadNow::slug))
                .bindEach("accounts", String.class, turns, ofThread(ThreadNow::account))
                .bindEach("collections", String.class, turns, ofThread(ThreadNow::collection))
                .bindArray("messages", UUID.class, messages)
                .bindArray("answers", UUID.class, answers)
                .list(row -> held.put(row.getObject("turn_id", UUID.class), row.getBoolean("due_again")));
        return held;
    }

    private static Function<AnsweredTurn, @Nullable String> ofThread(Function<ThreadNow, @Nullable String> part) {
        return turn -> turn.thread == null ? null : part.apply(turn.thread);
    }
}
