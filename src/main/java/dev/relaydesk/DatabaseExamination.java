package dev.relaydesk;

import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.postgres.EmbeddedPostgres;
import dev.relaydesk.platform.postgres.PostgresUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Looks whether the database can be used and how far it is migrated. Changes nothing. */
final class DatabaseExamination {

    private static final int OLDEST_POSTGRES = 150_000;

    private final Clock clock;
    private final Report report = new Report();

    private DatabaseExamination(Clock clock) {
        this.clock = clock;
    }

    /** @param settings finds one by its property */
    static Report of(Function<String, Optional<String>> settings, Clock clock) {
        var examination = new DatabaseExamination(clock);
        Optional<String> url = settings.apply("relaydesk.db-url");
        if (url.isPresent()) {
            examination.external(
                    url.get(),
                    settings.apply("relaydesk.db-user").orElse("relaydesk"),
                    settings.apply("relaydesk.db-password").orElse(""));
        } else {
            examination.own(Path.of(settings.apply("relaydesk.data-dir").orElse("data")));
        }
        return examination.report;
    }

    private void own(Path data) {
        Path there = data.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        String what = "its own PostgreSQL in " + data.toAbsolutePath();
        report.add(
                Files.isDirectory(there) && Files.isWritable(there)
                        ? Finding.ok(what)
                        : Finding.fault(
                                what + " cannot be written",
                                "Make the directory writable, or set RELAYDESK_DATA_DIR or RELAYDESK_DB_URL"));
        try {
            EmbeddedPostgres.running(data)
                    .ifPresentOrElse(
                            server -> external(server.jdbcUrl(), server.user(), server.password()),
                            () -> report.add(Finding.notChecked(
                                    "version, migrations and clock",
                                    "it does not run; ./relaydesk start brings it up and migrates it")));
        } catch (PostgresUnavailable e) {
            report.add(Finding.fault(String.valueOf(e.getMessage()), "docs/operations.md tells about its directory"));
        }
    }

    private void external(String url, String user, String password) {
        if (!url.startsWith("jdbc:postgresql:")) {
            report.add(Finding.fault(
                    "RELAYDESK_DB_URL is no address of PostgreSQL", "It looks like jdbc:postgresql://host/database"));
            return;
        }
        var access = new Properties();
        access.setProperty("user", user);
        access.setProperty("password", password);
        access.setProperty("connectTimeout", "5");
        access.setProperty("loginTimeout", "10");
        access.setProperty("socketTimeout", "10");
        try (var connection = DriverManager.getConnection(url, access)) {
            ask(connection);
        } catch (SQLException e) {
            report.add(unusable(e));
            return;
        }
        try {
            migrations(Flyway.configure()
                    .dataSource(url, user, password)
                    .locations("classpath:db/migration")
                    .load()
                    .info());
        } catch (FlywayException e) {
            report.add(Finding.notChecked("migrations", e.getClass().getSimpleName()));
        }
    }

    private void ask(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                                + " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),"
                                + " pg_is_in_recovery(), clock_timestamp()")) {
            row.next();
            report.clock(
                    "the database",
                    Duration.between(
                            clock.instant(),
                            row.getObject(5, OffsetDateTime.class).toInstant()));
            String version = "PostgreSQL " + row.getString(2) + " answers";
            report.add(
                    row.getInt(1) >= OLDEST_POSTGRES
                            ? Finding.ok(version)
                            : Finding.fault(version, "PostgreSQL 15 or newer is needed"));
            report.add(
                    row.getBoolean(3)
                            ? Finding.ok("the role may create tables")
                            : Finding.fault("the role may not create tables", "Grant it CREATE on the schema"));
            if (row.getBoolean(4)) {
                report.add(
                        Finding.fault("it is a standby, which takes no writes", "Set RELAYDESK_DB_URL to the primary"));
            }
        }
    }

    private void migrations(MigrationInfoService info) {
        MigrationInfo current = info.current();
        for (MigrationInfo each : info.all()) {
            if (each.getState().isFailed()) {
                report.add(Finding.fault(
                        "migration " + each.getVersion() + " has failed",
                        "Look into the log of the start that ran it; docs/operations.md, Upgrading"));
                return;
            }
        }
        int pending = info.pending().length;
        if (current == null) {
            report.add(Finding.notChecked("migrations", "the database is empty; the next start fills it"));
        } else if (!current.getState().isResolved()) {
            report.add(Finding.fault(
                    "the database was migrated by a newer Relaydesk (" + current.getVersion() + ")",
                    "Start that version, or restore the backup of before"));
        } else if (pending > 0) {
            report.add(Finding.warning(
                    pending + " migrations behind, at " + current.getVersion(), "The next start brings it up to date"));
        } else {
            report.add(Finding.ok("migrated up to " + current.getVersion()));
        }
    }

    /** In words of our own: the driver's may hold the whole URL, and a password may stand in it. */
    private static Finding unusable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String what = switch (state) {
            case "28P01", "28000" -> "the database refuses name and password";
            case "3D000" -> "there is no such database";
            case "08001", "08006", "08004" -> "the database does not answer";
            default -> "the database cannot be used";
        };
        return Finding.fault(
                what + " (" + state + ")", "Check RELAYDESK_DB_URL, RELAYDESK_DB_USER and RELAYDESK_DB_PASSWORD");
    }
}
