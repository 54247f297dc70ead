package dev.relaydesk.testing.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The measuring instrument is measured: it has to notice each fault, and to find none where there is none. */
class WorldTest {

    @Test
    void finds_nothing_wrong_with_a_right_service() throws Exception {
        assertThat(verdictOn(NaiveService.Fault.NONE).isClean()).isTrue();
    }

    @Test
    void notices_an_answer_that_came_twice() throws Exception {
        assertThat(verdictOn(NaiveService.Fault.ANSWERS_TWICE).doubled()).hasSize(40);
    }

    @Test
    void notices_a_lost_message() throws Exception {
        assertThat(verdictOn(NaiveService.Fault.LOSES_THE_SECOND).unanswered()).hasSize(10);
    }

    @Test
    void notices_a_forgotten_thread() throws Exception {
        assertThat(verdictOn(NaiveService.Fault.FORGETS_THE_THREAD).threadBreaks())
                .hasSize(10);
    }

    @Test
    void notices_customers_in_one_thread() throws Exception {
        assertThat(verdictOn(NaiveService.Fault.MIXES_CUSTOMERS).threadBreaks()).isNotEmpty();
    }

    @Test
    void signs_as_meta_does_and_escapes_what_is_not_ascii() throws IOException {
        try (World world = new World()) {
            Notification notification = world.meta().messages(List.of(world.write(world.newCustomer(), 1)));

            assertThat(notification.signature()).matches("sha256=[0-9a-f]{64}");
            assertThat(notification.body()).asString().contains("Gr\\u00fc\\u00dfe \\ud83d\\ude00", "Zo\\u00eb \\/ 1");
        }
    }

    @Test
    void holds_a_commit_before_the_database_has_it() throws Exception {
        assertThat(rowsAfterLosing(PgTrap.Moment.BEFORE_COMMIT)).isZero();
    }

    @Test
    void holds_a_statement_before_the_database_has_it() throws Exception {
        assertThat(rowsAfterLosing(PgTrap.Moment.BEFORE_STATEMENT)).isZero();
    }

    @Test
    void holds_the_answer_to_a_commit_that_happened() throws Exception {
        assertThat(rowsAfterLosing(PgTrap.Moment.AFTER_COMMIT)).isEqualTo(1);
    }

    private static Verdict verdictOn(NaiveService.Fault fault) throws Exception {
        try (World world = new World();
                NaiveService service = new NaiveService(world.settings(), fault);
                Webhook webhook = new Webhook(service.port())) {
            for (int customer = 1; customer <= 10; customer++) {
                for (int sequence = 1; sequence <= 4; sequence++) {
                    Said said = world.write(customer, sequence);
                    assertThat(webhook.post(world.meta().messages(List.of(said))))
                            .isEqualTo(200);
                    if (fault != NaiveService.Fault.LOSES_THE_SECOND || sequence != 2) {
                        assertThat(said.awaitAnswer(10, TimeUnit.SECONDS)).isTrue();
                    }
                }
            }
            // A second answer follows the first on the same connection; one more exchange flushes it out.
            webhook.post(world.meta().sign(world.meta().envelope(""), List.of()));
            return Verdict.on(world.ledger());
        }
    }

    private static long rowsAfterLosing(PgTrap.Moment moment) throws Exception {
        try (Postgres postgres = new Postgres(OptionalInt.empty());
                PgProxy proxy = new PgProxy(postgres.port())) {
            try (Connection direct = postgres.connect();
                    Statement statement = direct.createStatement()) {
                statement.execute("CREATE TABLE kept (id int)");
            }
            Encounter encounter = proxy.arm(new PgTrap("/* keep */", moment));
            Thread client = Thread.ofVirtual().start(() -> insertThrough(proxy));
            assertThat(encounter.awaitReached(Duration.ofSeconds(10))).isTrue();
            encounter.release();
            client.join();
            try (Connection direct = postgres.connect();
                    Statement statement = direct.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM kept")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void insertThrough(PgProxy proxy) {
        try (Connection connection =
                        DriverManager.getConnection(proxy.settings().get("RELAYDESK_DB_URL"), "relaydesk", "");
                var insert = connection.prepareStatement("/* keep */ INSERT INTO kept VALUES (?)")) {
            connection.setAutoCommit(false);
            insert.setInt(1, 7);
            insert.execute();
            connection.commit();
        } catch (SQLException _) {
            // The connection is cut at the trap.
        }
    }
}
