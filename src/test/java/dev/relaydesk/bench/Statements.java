package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What PostgreSQL says it spent its time on. */
final class Statements {

    private static final String DEAREST = """
            SELECT calls, plans, total_exec_time, total_plan_time, wal_bytes, shared_blks_hit,
                   left(regexp_replace(query, '\\s+', ' ', 'g'), 60) AS query
            FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'
            ORDER BY total_exec_time + total_plan_time DESC LIMIT 20
            """;

    private final Postgres postgres;

    Statements(Postgres postgres) {
        this.postgres = postgres;
        run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    void reset() {
        run("SELECT pg_stat_statements_reset()");
    }

    String table() {
        StringBuilder out = new StringBuilder(
                "\n| statement | calls | plans | ms executing | ms planning | ms each | pages each | WAL bytes each |\n|---|---|---|---|---|---|---|---|\n");
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DEAREST)) {
            while (rows.next()) {
                long calls = rows.getLong("calls");
                double executing = rows.getDouble("total_exec_time");
                double planning = rows.getDouble("total_plan_time");
                out.append(String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %.0f | %.0f | %.3f | %d | %d |%n",
                        rows.getString("query"),
                        calls,
                        rows.getLong("plans"),
                        executing,
                        planning,
                        (executing + planning) / calls,
                        rows.getLong("shared_blks_hit") / calls,
                        rows.getLong("wal_bytes") / calls));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return out.toString();
    }

    private void run(String sql) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
