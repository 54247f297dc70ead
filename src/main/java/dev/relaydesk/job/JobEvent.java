package dev.relaydesk.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a job's progress log.
 *
 * @param number within its job, from 1 and without gaps
 * @param kind {@code status}, {@code progress} or {@code log}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobEvent(
        @JsonProperty("job_id") UUID job,
        int number,
        Instant at,
        String kind,
        @Nullable String stage,
        @JsonProperty("progress_percentage") @Nullable Integer percentage,
        String text) {

    static JobEvent of(ResultSet row) throws SQLException {
        return new JobEvent(
                row.getObject("job_id", UUID.class),
                row.getInt("number"),
                row.getTimestamp("at").toInstant(),
                row.getString("kind"),
                row.getString("stage"),
                row.getObject("percentage", Integer.class),
                row.getString("text"));
    }

    /** Whether nothing comes after it, unless somebody has the job done again. */
    public boolean isLast() {
        return kind.equals("status") && JobStatus.of(text).isOver();
    }
}
