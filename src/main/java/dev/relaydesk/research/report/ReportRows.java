package dev.relaydesk.research.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.platform.db.Where;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Jobs as their rows stand. */
@ApplicationScoped
class ReportRows {

    private static final String SELECT = """
            SELECT j.*, coalesce(r.engine, j.result ->> 'engine', j.input ->> 'engine') AS engine, r.polls, r.last_poll_at,
                   greatest(j.cost_usd, r.spent_usd) AS spent, j.lease_until > now() AS held
            FROM job j LEFT JOIN research_run r ON r.job_id = j.id
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    ReportRows(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    Optional<JobSheet> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "WHERE j.id = :id")
                .bind("id", id)
                .map((row, _) -> sheet(row))
                .findOne());
    }

    /**
     * The newest first.
     *
     * @param before the last one of the page before
     */
    List<JobSheet> list(
            @Nullable String status, @Nullable String type, @Nullable Instant since, @Nullable UUID before, int rows) {
        Where where = asked(type, since)
                .and("j.status = :status", "status", status)
                .and(
                        "(j.created_at, j.id) < (SELECT b.created_at, b.id FROM job b WHERE b.id = :before)",
                        "before",
                        before);
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + where.sql() + "ORDER BY j.created_at DESC, j.id DESC LIMIT :rows")
                        .bindMap(where.values())
                        .bind("rows", rows)
                        .map((row, _) -> sheet(row))
                        .list());
    }

    /** How many there are, by status. */
    Map<String, Integer> counts(@Nullable String type, @Nullable Instant since) {
        Where where = asked(type, since);
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT j.status, count(*) AS n FROM job j " + where.sql() + "GROUP BY j.status")
                .bindMap(where.values())
                .map((row, _) -> Map.entry(row.getString("status"), row.getInt("n")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Whether jobs have been due for a minute and no worker holds any. */
    boolean nobodyWorks() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT FROM job WHERE due_at < now() - interval '1 minute'
                                       AND (lease_until IS NULL OR lease_until < now() - interval '1 minute'))
                           AND NOT EXISTS (SELECT FROM job WHERE due_at IS NOT NULL AND lease_until > now())
                        """).mapTo(Boolean.class).one());
    }

    /** The last ones of the log, the oldest of them first. */
    List<JobSheet.Line> log(UUID job, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM (SELECT * FROM job_event WHERE job_id = :job ORDER BY number DESC LIMIT :most) last
                        ORDER BY number
                        """)
                .bind("job", job)
                .bind("most", most)
                .map((row, _) -> new JobSheet.Line(
                        row.getInt("number"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("kind"),
                        row.getString("stage"),
                        row.getObject("percentage", Integer.class),
                        row.getString("text")))
                .list());
    }

    private static Where asked(@Nullable String type, @Nullable Instant since) {
        return new Where()
                .and("j.type = :type", "type", type)
                .and("j.created_at >= :since", "since", since == null ? null : Timestamp.from(since));
    }

    private JobSheet sheet(ResultSet row) throws SQLException {
        return new JobSheet(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("status"),
                row.getInt("priority"),
                tree(row.getString("input")),
                tree(row.getString("result")),
                row.getObject("conversation_id", UUID.class),
                row.getString("current_stage"),
                row.getInt("progress"),
                row.getString("error_code"),
                row.getString("error_message"),
                row.getBigDecimal("spent"),
                row.getString("engine"),
                row.getInt("polls"),
                instant(row, "last_poll_at"),
                row.getBoolean("held"),
                row.getTimestamp("cancel_asked_at") != null,
                row.getTimestamp("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "completed_at"));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A column of type jsonb holds no JSON", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
