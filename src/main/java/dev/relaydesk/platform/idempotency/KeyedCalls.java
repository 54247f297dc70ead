package dev.relaydesk.platform.idempotency;

import dev.relaydesk.platform.db.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a day what calls with a key were answered. All replicas share it. A call whose process died is not known
 * to have had its effect; after {@link #LONGEST_CALL} its repetition is let through.
 */
@ApplicationScoped
public class KeyedCalls {

    static final Duration LONGEST_CALL = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);

    private static final Sql TAKE = Sql.of("""
            /* idempotency.take */
            INSERT INTO platform_idempotency AS held (actor, key, holder, request, body_hash)
            VALUES (:actor, :key, :holder, :request, :hash)
            ON CONFLICT (actor, key) DO UPDATE
            SET holder = excluded.holder, request = excluded.request, body_hash = excluded.body_hash,
                status = NULL, media_type = NULL, response = NULL, created_at = excluded.created_at
            WHERE held.created_at < clock_timestamp() - :dayMillis * interval '1 millisecond'
               OR held.status IS NULL AND held.request = excluded.request AND held.body_hash = excluded.body_hash
                  AND held.created_at < clock_timestamp() - :longestMillis * interval '1 millisecond'
            """);

    private static final Sql HELD = Sql.of("""
            SELECT status, media_type, response, request = :request AND body_hash = :hash AS same
            FROM platform_idempotency WHERE actor = :actor AND key = :key
            """);

    private static final Sql FINISH = Sql.of("""
            UPDATE platform_idempotency SET status = :status, media_type = :mediaType, response = :response
            WHERE actor = :actor AND key = :key AND holder = :holder
            """);

    private static final Sql RELEASE = Sql.of("""
            DELETE FROM platform_idempotency WHERE actor = :actor AND key = :key AND holder = :holder
            """);

    /** A few at a time, by whoever comes; nobody waits for anybody. */
    private static final Sql FORGET = Sql.of("""
            DELETE FROM platform_idempotency held USING (
                SELECT actor, key FROM platform_idempotency
                WHERE created_at < clock_timestamp() - :dayMillis * interval '1 millisecond'
                ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED) old
            WHERE held.actor = old.actor AND held.key = old.key
            """);

    private final Jdbi jdbi;

    KeyedCalls(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Takes the key for this call, or tells why not. Committed when it returns. */
    public Begun begin(KeyedCall call) {
        return jdbi.withHandle(handle -> {
            int taken = TAKE.on(handle)
                    .bind("actor", call.actor())
                    .bind("key", call.key())
                    .bind("holder", call.holder())
                    .bind("request", call.request())
                    .bind("hash", call.bodyHash())
                    .bind("dayMillis", DAY.toMillis())
                    .bind("longestMillis", LONGEST_CALL.toMillis())
                    .execute();
            return taken == 1 ? new Begun.First() : held(handle, call);
        });
    }

    private static Begun held(Handle handle, KeyedCall call) {
        return HELD.on(handle)
                .bind("actor", call.actor())
                .bind("key", call.key())
                .bind("request", call.request())
                .bind("hash", call.bodyHash())
                .<Begun>first(row -> {
                    if (!row.getBoolean("same")) {
                        return new Begun.Contradicts();
                    }
                    int status = row.getInt("status");
                    return row.wasNull()
                            ? new Begun.UnderWay()
                            : new Begun.Answered(status, row.getString("media_type"), row.getString("response"));
                })
                .orElse(new Begun.UnderWay()); // released between the two statements: it may come again
    }

    /** Keeps the answer for whoever repeats the call. */
    public void finish(KeyedCall call, int status, @Nullable String mediaType, @Nullable String body) {
        jdbi.useTransaction(transaction -> {
            FINISH.on(transaction)
                    .bind("actor", call.actor())
                    .bind("key", call.key())
                    .bind("holder", call.holder())
                    .bind("status", status)
                    .bind("mediaType", mediaType)
                    .bind("response", body)
                    .execute();
            FORGET.on(transaction).bind("dayMillis", DAY.toMillis()).execute();
        });
    }

    /** The answer is not worth keeping: whoever repeats the call has it done again. */
    public void release(KeyedCall call) {
        jdbi.useHandle(handle -> RELEASE.on(handle)
                .bind("actor", call.actor())
                .bind("key", call.key())
                .bind("holder", call.holder())
                .execute());
    }
}
