package dev.relaydesk.job;

import dev.relaydesk.platform.db.Where;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads jobs for the API and the pages. */
@ApplicationScoped
public class JobList {

    private static final String BEFORE =
            "(created_at, id) < ((SELECT created_at FROM job WHERE id = :before), :before)";

    private static final String OF_CUSTOMER =
            "conversation_id IN (SELECT id FROM conversation WHERE customer_id = :customer)";

    /** Whichever is not null must be so. */
    public record Filter(
            @Nullable String type,
            @Nullable JobStatus status,
            @Nullable UUID customer,
            @Nullable Instant since) {}

    private final Jdbi jdbi;
    private final JobRows rows;

    JobList(Jdbi jdbi, JobRows rows) {
        this.jdbi = jdbi;
        this.rows = rows;
    }

    /**
     * The newest first.
     *
     * @param before the last one of the page before
     */
    public List<JobView> list(Filter filter, @Nullable UUID before, int most) {
        JobStatus status = filter.status();
        Instant since = filter.since();
        Where where = new Where()
                .and("type = :type", "type", filter.type())
                .and("status = :status", "status", status == null ? null : status.wire())
                .and(OF_CUSTOMER, "customer", filter.customer())
                .and("created_at >= :since", "since", since == null ? null : Timestamp.from(since))
                .and(BEFORE, "before", before);
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM job " + where.sql() + "ORDER BY created_at DESC, id DESC LIMIT :most")
                .bindMap(where.values())
                .bind("most", most)
                .map((row, _) -> view(row))
                .list());
    }

    public Optional<JobView> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM job WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> view(row))
                .findOne());
    }

    private JobView view(ResultSet row) throws SQLException {
        Instant started = JobRows.instant(row, "started_at");
        Instant completed = JobRows.instant(row, "completed_at");
        String result = row.getString("result");
        return new JobView(
                row.getObject("id", UUID.class),
                row.getString("type"),
                JobStatus.of(row.getString("status")),
                row.getInt("priority"),
                row.getString("current_stage"),
                row.getInt("progress"),
                rows.tree(row.getString("input")),
                result == null ? null : rows.tree(result),
                row.getString("error_code"),
                row.getString("error_message"),
                row.getBigDecimal("cost_usd"),
                row.getObject("conversation_id", UUID.class),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                started,
                completed,
                started == null || completed == null
                        ? null
                        : Duration.between(started, completed).toMillis() / 1000.0);
    }
}
