package dev.relaydesk.conversation;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How a claim ends, inside the transaction that records the turn. Each method is guarded by owner, token and, where the
 * bot is about to speak, the epoch: when it answers false the claim was lost and the caller must roll back.
 */
public final class Ending {

    private static final String MINE = "conversation_id = :id AND lease_owner = :owner AND lease_token = :token";

    private final Handle transaction;
    private final Claim claim;
    private boolean dueAgain;

    public Ending(Handle transaction, Claim claim) {
        this.transaction = transaction;
        this.claim = claim;
    }

    /**
     * The customer's messages are answered by this turn.
     *
     * @param thread the new state of the Space thread; null when the Space was not asked
     */
    public boolean answered(UUID turn, AnsweredTurn.@Nullable ThreadNow thread) {
        Boolean held = AnsweredTurn.end(transaction, List.of(new AnsweredTurn(claim, turn, thread)))
                .get(turn);
        dueAgain = held != null && held;
        return held != null;
    }

    /** After {@link #answered}: whether the customer wrote something new meanwhile. */
    public boolean dueAgain() {
        return dueAgain;
    }

    /** Whether the claim still holds; from here on nobody else can take it before this transaction ends. */
    public boolean isHeld() {
        return transaction
                .createQuery("""
                        SELECT 1 FROM conversation_control WHERE %s AND epoch = :epoch FOR UPDATE
                        """.formatted(MINE))
                .bind("id", claim.conversation().value())
                .bind("owner", claim.owner())
                .bind("token", claim.token())
                .bind("epoch", claim.epoch())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** True once in a conversation's life. */
    public boolean firstUnreadable() {
        return transaction
                        .createUpdate(
                                "UPDATE conversation SET told_unreadable = true WHERE id = :id AND NOT told_unreadable")
                        .bind("id", claim.conversation().value())
                        .execute()
                == 1;
    }

    /** The turn failed; it is tried again after {@code pause}. */
    public boolean failed(Duration pause) {
        return release("failures = failures + 1", pause);
    }

    /** The Space could not even be asked; it is tried again after {@code pause}, and nothing counts as an attempt. */
    public boolean deferred(Duration pause) {
        return release("claims = claims - 1", pause);
    }

    private boolean release(String counters, Duration pause) {
        return transaction
                        .createUpdate("""
                                /* turn.put_back */
                                UPDATE conversation_control
                                SET lease_owner = NULL, lease_until = NULL, %s,
                                    due_at = now() + :pauseMillis * interval '1 millisecond'
                                WHERE %s
                                """.formatted(counters, MINE))
                        .bind("id", claim.conversation().value())
                        .bind("owner", claim.owner())
                        .bind("token", claim.token())
                        .bind("pauseMillis", pause.toMillis())
                        .execute()
                == 1;
    }

    /** There was nothing to answer after all. */
    public boolean nothingLeft() {
        return transaction
                        .createUpdate("""
                                /* turn.nothing */
                                UPDATE conversation_control
                                SET lease_owner = NULL, lease_until = NULL, claims = 0, failures = 0,
                                    due_at = CASE WHEN wake_count = :wakeCount THEN NULL ELSE due_at END,
                                    waiting_since = CASE WHEN wake_count = :wakeCount THEN NULL ELSE now() END
                                WHERE %s
                                """.formatted(MINE))
                        .bind("id", claim.conversation().value())
                        .bind("owner", claim.owner())
                        .bind("token", claim.token())
                        .bind("wakeCount", claim.wakeCount())
                        .execute()
                == 1;
    }

    /** The messages wait for a human: the bot may not speak here. */
    public boolean leftToHuman() {
        return settled("left_to_human", null, "left_to_human", " AND epoch = :epoch");
    }

    /**
     * The messages are dealt with by us, without the model, in whatever mode the conversation is. Only after {@link
     * #isHeld()}: what was done since then may have raised the epoch.
     */
    public boolean dealtWith(UUID turn) {
        return settled("answered", turn, null, "");
    }

    /** The bot gave up on the messages; the turn says why. The caller hands the conversation to a human. */
    public boolean gaveUp(UUID turn) {
        return settled("dead", turn, "dead", " AND epoch = :epoch");
    }

    private boolean settled(String messageState, @Nullable UUID turn, @Nullable String forStaff, String guard) {
        return transaction
                        .createUpdate("""
                                /* turn.settle */
                                WITH mine AS (
                                    UPDATE conversation_control
                                    SET lease_owner = NULL, lease_until = NULL, claims = 0, failures = 0,
                                        due_at = CASE WHEN wake_count = :wakeCount THEN NULL ELSE due_at END,
                                        waiting_since = CASE WHEN wake_count = :wakeCount THEN NULL ELSE now() END
                                    WHERE %s%s
                                    RETURNING conversation_id),
                                messages AS (
                                    UPDATE conversation_message m SET state = :state, turn_id = cast(:turn AS uuid)
                                    FROM mine WHERE m.id = ANY (:messages) AND m.state = 'pending')
                                UPDATE conversation v SET needs_staff = coalesce(needs_staff, :forStaff)
                                FROM mine WHERE v.id = mine.conversation_id
                                """.formatted(MINE, guard))
                        .bind("id", claim.conversation().value())
                        .bind("owner", claim.owner())
                        .bind("token", claim.token())
                        .bind("epoch", claim.epoch())
                        .bind("wakeCount", claim.wakeCount())
                        .bind("state", messageState)
                        .bind("turn", turn)
                        .bind("forStaff", forStaff)
                        .bindArray("messages", UUID.class, claim.messageIds())
                        .execute()
                == 1;
    }
}
