package dev.relaydesk.action;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Audit;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What the operator allows of each action. A change holds at once in this process, and within a second in the others.
 */
@ApplicationScoped
public class Policies {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private static final String ALL = """
            SELECT action, enabled, tier, quota, quota_window_seconds, dedupe_window_seconds, modes,
                   version, updated_at, updated_by
            FROM action_policy
            """;

    private static final String WRITE = """
            INSERT INTO action_policy AS p (action, enabled, tier, quota, quota_window_seconds, dedupe_window_seconds,
                                            modes, updated_by)
            SELECT :action, :enabled, :tier, :quota, :quotaWindow, :dedupeWindow, cast(:modes AS text[]), :actor
            WHERE :version = 0 OR EXISTS (SELECT FROM action_policy WHERE action = :action)
            ON CONFLICT (action) DO UPDATE SET
                enabled = excluded.enabled, tier = excluded.tier, quota = excluded.quota,
                quota_window_seconds = excluded.quota_window_seconds,
                dedupe_window_seconds = excluded.dedupe_window_seconds,
                modes = excluded.modes, version = p.version + 1, updated_at = now(), updated_by = excluded.updated_by
            WHERE p.version = :version
            """;

    /**
     * A policy and where it comes from.
     *
     * @param version 0 while it is as it comes; grows with each change
     * @param updatedAt and {@code updatedBy}: null while it is as it comes
     */
    public record Held(
            String action,
            ActionPolicy policy,
            long version,
            @Nullable Instant updatedAt,
            @Nullable String updatedBy) {

        static Held initial(String action) {
            return new Held(action, ActionPolicy.initial(action), 0, null, null);
        }
    }

    /** Rows that were read when so many changes had been made here. */
    private record Kept(Map<String, Held> rows, long changes, Instant until) {}

    private final Jdbi jdbi;
    private final Audit audit;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Kept kept;

    Policies(Jdbi jdbi, Audit audit, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
    }

    /** What holds for an action. Whoever has a connection already says so: a second one may never come. */
    public ActionPolicy of(String action) {
        return held(action).policy();
    }

    /** The same, read on the caller's connection where it must be read. */
    ActionPolicy of(Handle handle, String action) {
        Kept fresh = fresh();
        return held(fresh == null ? read(handle) : fresh, action).policy();
    }

    /** The same with its version. */
    public Held held(String action) {
        Kept fresh = fresh();
        return held(fresh == null ? jdbi.withHandle(this::read) : fresh, action);
    }

    private static Held held(Kept kept, String action) {
        Held changed = kept.rows().get(action);
        return changed == null ? Held.initial(action) : changed;
    }

    /**
     * Changes what holds for an action, and writes down who did.
     *
     * @param version the one that the change was made from
     * @throws Refusal when somebody else has changed it since
     */
    public Held change(String action, ActionPolicy policy, long version, Actor actor) {
        jdbi.useTransaction(transaction -> {
            ActionPolicy before = transaction
                    .createQuery(ALL + "WHERE action = :action FOR UPDATE")
                    .bind("action", action)
                    .map((row, _) -> held(row).policy())
                    .findOne()
                    .orElseGet(() -> ActionPolicy.initial(action));
            if (write(transaction, action, policy, version, actor) == 0) {
                throw new Refusal(
                        ProblemType.CONFLICT,
                        "The policy of %s is not at version %d any more; read it again".formatted(action, version));
            }
            audit.record(
                    transaction,
                    actor,
                    "action_policy_changed",
                    "action:" + action,
                    Map.of("before", before.toString(), "after", policy.toString()));
        });
        changes.incrementAndGet();
        return held(action);
    }

    private static int write(Handle transaction, String action, ActionPolicy policy, long version, Actor actor) {
        return transaction
                .createUpdate(WRITE)
                .bind("action", action)
                .bind("enabled", policy.enabled())
                .bind("tier", policy.tier().wire())
                .bind("quota", policy.quota())
                .bind("quotaWindow", policy.quotaWindow().toSeconds())
                .bind("dedupeWindow", policy.dedupeWindow().toSeconds())
                .bind(
                        "modes",
                        policy.modes().stream().map(Mode::wire).sorted().collect(Collectors.joining(",", "{", "}")))
                .bind("version", version)
                .bind("actor", actor.key())
                .execute();
    }

    /** What was read last, as long as it may be believed. */
    private @Nullable Kept fresh() {
        Kept last = kept;
        return last != null
                        && last.changes() == changes.get()
                        && clock.instant().isBefore(last.until())
                ? last
                : null;
    }

    private Kept read(Handle handle) {
        // Counted before it is read: rows that a change has overtaken are not believed a second time.
        long counted = changes.get();
        Map<String, Held> rows = handle.createQuery(ALL).map((row, _) -> held(row)).stream()
                .collect(Collectors.toUnmodifiableMap(Held::action, each -> each));
        var read = new Kept(rows, counted, clock.instant().plus(KEPT));
        kept = read;
        return read;
    }

    private static Held held(ResultSet row) throws SQLException {
        var policy = new ActionPolicy(
                row.getBoolean("enabled"),
                Tier.of(row.getString("tier")),
                row.getInt("quota"),
                Duration.ofSeconds(row.getLong("quota_window_seconds")),
                Duration.ofSeconds(row.getLong("dedupe_window_seconds")),
                modes(row.getArray("modes")));
        return new Held(
                row.getString("action"),
                policy,
                row.getLong("version"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"));
    }

    private static Set<Mode> modes(Array wire) throws SQLException {
        Set<String> named = Set.of((String[]) wire.getArray());
        return Arrays.stream(Mode.values())
                .filter(each -> named.contains(each.wire()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
