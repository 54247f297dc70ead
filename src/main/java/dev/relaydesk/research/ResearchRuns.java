package dev.relaydesk.research;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of runs. */
final class ResearchRuns {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ResearchRuns() {}

    static Optional<RunRow.Standing> read(Handle handle, UUID job) {
        return handle.createQuery("SELECT * FROM research_run WHERE job_id = :id")
                .bind("id", job)
                .map((row, _) -> standing(row))
                .findOne();
    }

    static void begin(Handle transaction, UUID job, String engine) {
        transaction.execute(
                "INSERT INTO research_run (job_id, engine) VALUES (?, ?) ON CONFLICT (job_id) DO NOTHING", job, engine);
    }

    static void forget(Handle transaction, UUID job) {
        transaction.execute("DELETE FROM research_run WHERE job_id = ?", job);
    }

    /**
     * What all runs have cost since its beginning.
     *
     * @param period {@code day} or {@code month}, of UTC
     */
    static BigDecimal spentSince(Handle handle, String period) {
        return handle.createQuery("""
                        SELECT coalesce(sum(spent_usd), 0) FROM research_run
                        WHERE created_at >= date_trunc(:period, now(), 'UTC')
                        """)
                .bind("period", period)
                .mapTo(BigDecimal.class)
                .one();
    }

    private static RunRow.Standing standing(ResultSet row) throws SQLException {
        Array tried = row.getArray("tried");
        return new RunRow.Standing(
                row.getString("engine"),
                List.of((String[]) tried.getArray()),
                instant(row, "submitting_at"),
                row.getString("remote_id"),
                row.getInt("polls"),
                instant(row, "unknown_since"),
                row.getBigDecimal("spent_usd"),
                tree(row.getString("memory")),
                tree(row.getString("report")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A column of type jsonb holds no JSON", e);
        }
    }
}
