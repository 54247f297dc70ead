package dev.relaydesk.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.testing.PostgresResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path data;

    private final List<EmbeddedPostgres> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EmbeddedPostgres::close);
    }

    @Test
    void rows_are_there_again_after_a_stop_and_a_start() throws SQLException {
        var first = start();
        sql(first, "CREATE TABLE note AS SELECT 'kept' AS text");
        first.close();

        assertThat(sql(start(), "SELECT text FROM note")).isEqualTo("kept");
    }

    @Test
    void what_a_customer_was_promised_is_flushed_to_disk() throws SQLException {
        var kept = startDurable();

        assertThat(sql(kept, "SHOW fsync")).isEqualTo("on");
        assertThat(sql(kept, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(sql(kept, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void a_second_service_on_the_same_data_is_told_so() {
        start();

        assertThatThrownBy(this::start)
                .isInstanceOf(PostgresUnavailable.class)
                .hasMessageStartingWith("Another Relaydesk is running on the data directory " + data);
    }

    @Test
    void a_server_left_behind_by_a_killed_service_is_taken_over() throws IOException, SQLException {
        var killed = start();
        String pid = pidLine();
        killed.abandon();

        var next = start();

        assertThat(pidLine()).isEqualTo(pid);
        assertThat(sql(next, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void a_pid_file_whose_process_is_gone_does_not_hinder() throws IOException, SQLException {
        var killed = startDurable();
        sql(killed, "CREATE TABLE note AS SELECT 'kept' AS text");
        killed.abandon();
        killPostgres();

        assertThat(sql(startDurable(), "SELECT text FROM note")).isEqualTo("kept");
    }

    @Test
    void a_pid_file_whose_number_another_program_has_got_does_not_hinder() throws IOException, SQLException {
        var killed = start();
        killed.abandon();
        killPostgres();
        Path file = data.resolve("postgres/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);

        assertThat(sql(start(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    void data_of_another_major_is_left_alone() throws IOException {
        start().close();
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");

        assertThatThrownBy(this::start)
                .hasMessageContaining("was made by PostgreSQL 17, this Relaydesk brings 18")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_start_cut_short_in_the_middle_of_initdb_is_repeated() throws IOException, SQLException {
        Files.createDirectories(data.resolve("postgres.new/base"));
        Files.writeString(data.resolve("postgres.new/PG_VERSION"), "18\n");

        assertThat(sql(start(), "SELECT 1")).isEqualTo("1");
    }

    private EmbeddedPostgres start() {
        var postgres = PostgresResource.startIn(data);
        started.add(postgres);
        return postgres;
    }

    private EmbeddedPostgres startDurable() {
        var postgres = EmbeddedPostgres.start(data, Path.of("target", "pg-bin"), Durability.KEPT);
        started.add(postgres);
        return postgres;
    }

    private String pidLine() throws IOException {
        return Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    }

    private void killPostgres() throws IOException {
        var server = ProcessHandle.of(Long.parseLong(pidLine())).orElseThrow();
        server.destroyForcibly();
        Awaitility.await().until(() -> !server.isAlive());
    }

    private static String sql(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        }
    }
}
