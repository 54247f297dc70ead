package dev.relaydesk;

import dev.relaydesk.platform.settings.EarlySettings;
import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.platform.settings.UnknownSettings;
import dev.relaydesk.platform.time.SystemClock;
import dev.relaydesk.ticket.TicketExamination;
import dev.relaydesk.ticket.gateway.Finding;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** For {@code ./relaydesk doctor}: looks at what the service would need, without starting it. */
final class Doctor {

    private static final int OLDEST_POSTGRES = 150_000;

    private final EarlySettings settings;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private boolean found;

    Doctor(EarlySettings settings) {
        this.settings = settings;
    }

    /** Prints one line for each thing, and says whether something is wrong. */
    boolean finds() {
        variables();
        database();
        try {
            for (Finding finding : TicketExamination.withoutService(SystemClock.withoutService())) {
                line(finding.ok(), "tickets", finding.what(), finding.remedy());
            }
        } catch (StartRefused e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(fault -> line(false, "tickets", fault, "docs/tickets.md tells what each system needs"));
        }
        return found;
    }

    private void variables() {
        try {
            var unknown = UnknownSettings.inEnvironment();
            unknown.forEach(name -> line(
                    false, "settings", name + " is no setting", "Look it up in docs/configuration.md, or unset it"));
            if (unknown.isEmpty()) {
                line(true, "settings", "no variable is misspelt", "");
            }
        } catch (IOException e) {
            line(false, "settings", "the list of settings cannot be read: " + e, "Build again");
        }
    }

    private void database() {
        String url = settings.find("relaydesk.db-url").orElse("");
        if (url.isEmpty()) {
            Path data =
                    Path.of(settings.find("relaydesk.data-dir").orElse("data")).toAbsolutePath();
            Path there = data;
            while (there.getParent() != null && !Files.exists(there)) {
                there = there.getParent();
            }
            line(
                    Files.isDirectory(there) && Files.isWritable(there),
                    "database",
                    "its own, in " + data,
                    "Make the directory writable, or set RELAYDESK_DATA_DIR or RELAYDESK_DB_URL");
            return;
        }
        try (var connection = DriverManager.getConnection(
                        url,
                        settings.find("relaydesk.db-user").orElse("relaydesk"),
                        settings.find("relaydesk.db-password").orElse(""));
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                                + " has_schema_privilege(current_schema(), 'CREATE')")) {
            row.next();
            line(
                    row.getInt(1) >= OLDEST_POSTGRES,
                    "database",
                    "PostgreSQL " + row.getString(2) + " answers",
                    "PostgreSQL 15 or newer is needed");
            line(row.getBoolean(3), "database", "the role may create tables", "Grant it CREATE on the schema");
        } catch (SQLException e) {
            line(
                    false,
                    "database",
                    "cannot be used (" + e.getMessage() + ")",
                    "Check RELAYDESK_DB_URL, RELAYDESK_DB_USER and RELAYDESK_DB_PASSWORD");
        }
    }

    private void line(boolean ok, String part, String what, String remedy) {
        found |= !ok;
        out.printf("%-4s  %-9s %s%s%n", ok ? "OK" : "FAIL", part, what, ok ? "" : ": " + remedy);
    }
}
