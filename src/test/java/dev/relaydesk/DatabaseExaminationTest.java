package dev.relaydesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.postgres.EmbeddedPostgres;
import dev.relaydesk.testing.Findings;
import dev.relaydesk.testing.PostgresResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says about the database. */
class DatabaseExaminationTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    static Path data;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresResource.startIn(data);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void begins_empty() throws SQLException {
        run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @Test
    void an_empty_database_is_fine_and_stays_empty() throws SQLException {
        assertThat(examined(Map.of())).hasSize(3).first().asString().startsWith("OK PostgreSQL 1");
        assertThat(examined(Map.of())).endsWith("OK the role may create tables", "NOT_CHECKED migrations");
        try (var connection = connect();
                var tables = connection.getMetaData().getTables(null, "public", null, null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void how_far_it_is_migrated_is_told() throws SQLException {
        migrate("15");
        assertThat(examined(Map.of())).anyMatch(line -> line.matches("WARNING [0-9]+ migrations behind, at 015"));

        migrate("latest");
        assertThat(examined(Map.of())).anyMatch(line -> line.startsWith("OK migrated up to 0"));

        run("INSERT INTO flyway_schema_history SELECT installed_rank + 1, '999', 'newer', 'SQL', 'V999__newer.sql', 1,"
                + " installed_by, now(), 1, true FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1");
        assertThat(examined(Map.of())).contains("FAILED the database was migrated by a newer Relaydesk (999)");

        run("UPDATE flyway_schema_history SET success = false WHERE version = '999'");
        assertThat(examined(Map.of())).contains("FAILED migration 999 has failed");
    }

    @Test
    void a_wrong_password_is_a_failure_and_stands_nowhere() {
        Report report = report(Map.of("relaydesk.db-password", "hidden-word"));

        assertThat(Findings.of(report)).containsExactly("FAILED the database refuses name and password (28P01)");
        assertThat(report.findings().toString()).doesNotContain("hidden-word");
        assertThat(Findings.of(report(Map.of("relaydesk.db-url", "jdbc:nonsense:?password=hidden-word")))
                        .toString())
                .contains("FAILED RELAYDESK_DB_URL is no address of PostgreSQL")
                .doesNotContain("hidden-word");
    }

    @Test
    void where_nobody_listens_or_the_database_is_missing_is_a_failure() {
        assertThat(examined(Map.of("relaydesk.db-url", "jdbc:postgresql://127.0.0.1:1/relaydesk")))
                .containsExactly("FAILED the database does not answer (08001)");
        assertThat(examined(Map.of("relaydesk.db-url", postgres.jdbcUrl() + "_not")))
                .containsExactly("FAILED there is no such database (3D000)");
    }

    @Test
    void a_role_that_may_not_create_tables_is_a_failure() throws SQLException {
        run("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'reads'");

        assertThat(examined(Map.of("relaydesk.db-user", "reader", "relaydesk.db-password", "reads")))
                .contains("FAILED the role may not create tables");
    }

    @Test
    void its_clock_is_read() {
        Clock late = Clock.offset(CLOCK, Duration.ofMinutes(-10));

        assertThat(DatabaseExamination.of(settings(Map.of()), late).clocks())
                .singleElement()
                .satisfies(reading ->
                        assertThat(reading.ahead()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11)));
    }

    @Test
    void its_own_server_is_examined_while_it_runs_and_is_not_started_for_it(@TempDir Path other) throws IOException {
        assertThat(own(data)).hasSize(4).startsWith("OK its own PostgreSQL in " + data);
        assertThat(own(other))
                .containsExactly("OK its own PostgreSQL in " + other, "NOT_CHECKED version, migrations and clock");
        Path file = Files.writeString(other.resolve("file"), "");
        assertThat(own(file.resolve("data"))).first().asString().startsWith("FAILED its own PostgreSQL in ");
    }

    private static List<String> own(Path directory) {
        Map<String, String> settings = Map.of("relaydesk.data-dir", directory.toString());
        return Findings.of(DatabaseExamination.of(name -> Optional.ofNullable(settings.get(name)), CLOCK));
    }

    private static List<String> examined(Map<String, String> otherwise) {
        return Findings.of(report(otherwise));
    }

    private static Report report(Map<String, String> otherwise) {
        return DatabaseExamination.of(settings(otherwise), CLOCK);
    }

    private static Function<String, Optional<String>> settings(Map<String, String> otherwise) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "relaydesk.db-url", postgres.jdbcUrl(),
                "relaydesk.db-user", postgres.user(),
                "relaydesk.db-password", postgres.password()));
        settings.putAll(otherwise);
        return name -> Optional.ofNullable(settings.get(name));
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
