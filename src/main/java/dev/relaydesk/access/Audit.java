package dev.relaydesk.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The log of who did what. Rows are only ever added, and each carries the hash of the one before it, so a row that was
 * changed, removed or slipped in shows. It cannot show that the newest rows were cut off.
 */
@ApplicationScoped
public class Audit {

    /** Any number that nobody else locks: rows are chained one at a time. */
    private static final long CHAIN = 0x61756469740AL;

    private static final String APPEND = """
            WITH entry AS MATERIALIZED (
                SELECT clock_timestamp() AS at, cast(:actor AS text) AS actor, cast(:action AS text) AS action,
                       cast(:subject AS text) AS subject, cast(:detail AS jsonb) AS detail,
                       coalesce((SELECT hash FROM access_audit ORDER BY id DESC LIMIT 1), ''::bytea) AS previous)
            INSERT INTO access_audit (at, actor, action, subject, detail, previous, hash)
            SELECT at, actor, action, subject, detail, previous,
                   access_audit_hash(previous, at, actor, action, subject, detail)
            FROM entry
            """;

    private static final String FIRST_BROKEN = """
            SELECT id FROM (
                SELECT id, hash, previous, lag(hash, 1, ''::bytea) OVER (ORDER BY id) AS expected_previous,
                       access_audit_hash(previous, at, actor, action, subject, detail) AS expected
                FROM access_audit) AS checked
            WHERE hash <> expected OR previous <> expected_previous
            ORDER BY id LIMIT 1
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    Audit(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * Adds a row in a transaction of its own. Must not be called inside a JTA transaction.
     *
     * @param action a verb in the past, such as {@code signed_in}
     * @param subject what it was done to, or null
     * @param detail whatever helps later; never a secret
     */
    public void record(Actor actor, String action, @Nullable String subject, Map<String, String> detail) {
        jdbi.useTransaction(transaction -> record(transaction, actor, action, subject, detail));
    }

    /** Adds a row in the caller's transaction, which then holds back all other rows: call it last. */
    public void record(
            Handle transaction, Actor actor, String action, @Nullable String subject, Map<String, String> detail) {
        transaction.execute("SELECT pg_advisory_xact_lock(?)", CHAIN);
        transaction
                .createUpdate(APPEND)
                .bind("actor", actor.key())
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", asJson(detail))
                .execute();
    }

    /** Reads the whole log; the number of the first row that does not fit, or empty when all do. */
    public OptionalLong verify() {
        return jdbi.withHandle(handle -> handle.createQuery(FIRST_BROKEN).mapTo(Long.class).stream()
                .mapToLong(Long::longValue)
                .findFirst());
    }

    private String asJson(Map<String, String> detail) {
        try {
            // jsonb cannot hold the character zero.
            return json.writeValueAsString(detail).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
