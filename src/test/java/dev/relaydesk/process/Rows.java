package dev.relaydesk.process;

import dev.relaydesk.testing.world.Postgres;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Token;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the database alone tells of a run. */
final class Rows {

    /** Rows that have no business being there once nothing is under way. */
    private static final Map<String, String> UNFINISHED = new LinkedHashMap<>();

    /** Rows that may not be there after a run without a reason for them. */
    private static final Map<String, String> ILLEGAL = new LinkedHashMap<>();

    static {
        UNFINISHED.put("messages nobody answered", "SELECT count(*) FROM conversation_message WHERE state = 'pending'");
        UNFINISHED.put("events nobody assigned", "SELECT count(*) FROM conversation_inbound WHERE state = 'received'");
        UNFINISHED.put(
                "texts under way",
                "SELECT count(*) FROM delivery_outbox WHERE state IN ('queued', 'sending', 'unknown')");
        UNFINISHED.put("receipts nobody applied", "SELECT count(*) FROM delivery_receipt WHERE state = 'received'");
        UNFINISHED.put("turns due", "SELECT count(*) FROM conversation_control WHERE due_at IS NOT NULL");
        UNFINISHED.put(
                "leases held",
                "SELECT count(*) FROM conversation_control WHERE lease_until > clock_timestamp() AND lease_owner IS NOT NULL");

        ILLEGAL.put("dead letters", "SELECT count(*) FROM turn WHERE outcome = 'dead_letter'");
        ILLEGAL.put("messages given up", "SELECT count(*) FROM conversation_message WHERE state IN ('dead', 'stale')");
        ILLEGAL.put(
                "texts not delivered",
                "SELECT count(*) FROM delivery_outbox WHERE state IN ('failed', 'suppressed', 'expired')");
        ILLEGAL.put("bodies in quarantine", "SELECT count(*) FROM conversation_quarantine");
        ILLEGAL.put(
                "customers with two open conversations",
                "SELECT count(*) FROM (SELECT address FROM conversation GROUP BY address HAVING count(*) > 1) AS twice");
        ILLEGAL.put(
                "messages stored twice",
                "SELECT count(*) FROM (SELECT provider_id FROM conversation_message WHERE author = 'customer' "
                        + "GROUP BY provider_id HAVING count(*) > 1) AS twice");
    }

    private final Postgres postgres;

    Rows(Postgres postgres) {
        this.postgres = postgres;
    }

    /** What is under way, with its count. */
    Map<String, Long> unfinished() {
        return found(UNFINISHED);
    }

    /** What should not be, with its count. */
    Map<String, Long> illegal() {
        return found(ILLEGAL);
    }

    long count(String sql) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one value of a query. */
    String text(String sql) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    UUID conversationOf(Said said) {
        return UUID.fromString(text("SELECT conversation_id FROM conversation_message WHERE provider_id = '%s'"
                .formatted(said.providerId())));
    }

    /** How many texts of the bot are on their way, or nobody knows what became of them. */
    long openTextsOf(UUID conversation) {
        return count("""
                SELECT count(*) FROM delivery_outbox
                WHERE conversation_id = '%s' AND origin = 'bot' AND state IN ('sending', 'unknown')
                """.formatted(conversation));
    }

    /** The tokens of all answers that are kept as drafts. */
    Set<Token> drafts() {
        return Set.copyOf(Token.in(
                text("SELECT string_agg(left(text, 200), ' ') FROM conversation_message WHERE author = 'draft'")));
    }

    /** How many texts are open whose sending began before that time and never came to an end. */
    long interrupted(String time) {
        return count("""
                SELECT count(*) FROM delivery_outbox o
                WHERE o.state IN ('queued', 'sending', 'unknown') AND EXISTS (
                    SELECT FROM delivery_attempt a
                    WHERE a.outbox_id = o.id AND a.finished_at IS NULL AND a.started_at <= '%s')
                """.formatted(time));
    }

    /** Each text that is not delivered, with what was tried. */
    String undelivered() {
        return text("""
                SELECT string_agg(o.id || ' ' || o.origin || ' ' || o.state || ' resends ' || o.resends || ' '
                    || coalesce(o.error_code, '') || ' "' || left(o.text, 60) || '": '
                    || (SELECT string_agg(a.number || ' ' || a.started_at || ' ' || coalesce(a.outcome, 'no end') || ' '
                                          || coalesce(a.error_code, ''), ', ' ORDER BY a.number)
                        FROM delivery_attempt a WHERE a.outbox_id = o.id), E'\n' ORDER BY o.id)
                FROM delivery_outbox o WHERE o.state NOT IN ('sent', 'delivered', 'read')
                """);
    }

    /** The tokens of all answers that were to go and were held back when somebody took over. */
    Set<Token> suppressed() {
        return Set.copyOf(Token.in(text("""
                SELECT coalesce(string_agg(left(text, 200), ' '), '') FROM delivery_outbox
                WHERE origin = 'bot' AND state = 'suppressed'
                """)));
    }

    /** The acknowledged messages that the database does not have. */
    List<String> missing(List<Said> said) {
        Map<String, Integer> stored = new HashMap<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT provider_id FROM conversation_message WHERE author = 'customer'")) {
            while (rows.next()) {
                stored.merge(rows.getString(1), 1, Integer::sum);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        List<String> missing = new ArrayList<>();
        for (Said message : said) {
            if (message.isAcked() && !stored.containsKey(message.providerId())) {
                missing.add(message.token().toString());
            }
        }
        return missing;
    }

    private Map<String, Long> found(Map<String, String> questions) {
        Map<String, Long> found = new LinkedHashMap<>();
        questions.forEach((what, sql) -> {
            long count = count(sql);
            if (count > 0) {
                found.put(what, count);
            }
        });
        return found;
    }
}
