package dev.relaydesk.playground;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What stands behind an answer: what was asked, what came back, the verdict on it and what left the house. */
@ApplicationScoped
class LookingGlass {

    private static final String TURN = """
            SELECT t.*, extract(epoch FROM t.finished_at - t.started_at) * 1000 AS whole_millis,
                   extract(epoch FROM t.started_at - (SELECT min(m.created_at) FROM conversation_message m
                       WHERE m.conversation_id = t.conversation_id AND m.turn_id = t.id AND m.author = 'customer')
                   ) * 1000 AS quiet_millis,
                   extract(epoch FROM (SELECT min(o.sent_at) FROM delivery_outbox o
                       JOIN conversation_message m ON m.id = o.message_id
                       WHERE m.conversation_id = t.conversation_id AND m.turn_id = t.id) - t.finished_at
                   ) * 1000 AS send_millis
            FROM turn t WHERE t.id = :turn AND t.conversation_id = :conversation
            """;

    private static final String OUTGOING = """
            SELECT o.text, o.state, o.attempts, o.error_code, o.error_detail
            FROM delivery_outbox o JOIN conversation_message m ON m.id = o.message_id
            WHERE m.conversation_id = :conversation AND m.turn_id = :turn
            ORDER BY o.id
            """;

    /** One of the newest turns, to choose from. */
    record Choice(UUID id, int number, boolean chosen) {}

    /** A message that leaves, or would. */
    record Outgoing(String text, String state, int attempts, String error) {

        static Outgoing of(ResultSet row) throws SQLException {
            String code = row.getString("error_code");
            String detail = row.getString("error_detail");
            return new Outgoing(
                    row.getString("text"),
                    row.getString("state"),
                    row.getInt("attempts"),
                    code == null ? "" : code + (detail == null ? "" : ": " + detail));
        }
    }

    /** One step of a turn and how long it took. */
    record Step(String name, String took) {}

    /** What the Space knows the thread by. */
    record Passport(String frontend, String before, String after) {}

    record Turn(
            UUID id,
            String outcome,
            String verdict,
            String detail,
            String prompt,
            String raw,
            boolean streamed,
            String gateway,
            int attempt,
            Passport passport,
            List<Step> steps,
            List<Outgoing> outgoing) {

        public boolean isGood() {
            return outcome.equals("answered");
        }
    }

    private final Jdbi jdbi;

    LookingGlass(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The newest turns, oldest first, with the wanted one chosen, or the newest. */
    List<Choice> choices(ConversationId conversation, @Nullable UUID wanted) {
        return jdbi.withHandle(handle -> {
            int all = handle.createQuery("SELECT count(*) FROM turn WHERE conversation_id = :id")
                    .bind("id", conversation.value())
                    .mapTo(Integer.class)
                    .one();
            List<UUID> newest = handle.createQuery(
                            "SELECT id FROM turn WHERE conversation_id = :id ORDER BY id DESC LIMIT 8")
                    .bind("id", conversation.value())
                    .mapTo(UUID.class)
                    .list();
            UUID chosen = newest.contains(wanted)
                    ? wanted
                    : newest.stream().findFirst().orElse(null);
            return newest.reversed().stream()
                    .map(id -> new Choice(id, all - newest.indexOf(id), id.equals(chosen)))
                    .toList();
        });
    }

    Optional<Turn> turn(ConversationId conversation, UUID turn) {
        return jdbi.withHandle(handle -> {
            List<Outgoing> outgoing = outgoing(handle, conversation, turn);
            return handle.createQuery(TURN)
                    .bind("turn", turn)
                    .bind("conversation", conversation.value())
                    .map((row, _) -> read(row, outgoing))
                    .findFirst();
        });
    }

    private static List<Outgoing> outgoing(Handle handle, ConversationId conversation, UUID turn) {
        return handle.createQuery(OUTGOING)
                .bind("turn", turn)
                .bind("conversation", conversation.value())
                .map((row, _) -> Outgoing.of(row))
                .list();
    }

    private static Turn read(ResultSet row, List<Outgoing> outgoing) throws SQLException {
        return new Turn(
                row.getObject("id", UUID.class),
                row.getString("outcome"),
                row.getString("verdict"),
                orEmpty(row.getString("detail")),
                row.getString("prompt"),
                PrettyJson.of(orEmpty(row.getString("raw_reply"))),
                row.getBoolean("streamed"),
                orEmpty(row.getString("gateway")),
                row.getInt("attempt"),
                new Passport(
                        row.getString("thread_frontend"),
                        orEmpty(row.getString("backend_before")),
                        orEmpty(row.getString("backend_after"))),
                steps(row),
                outgoing);
    }

    private static List<Step> steps(ResultSet row) throws SQLException {
        double model = row.getDouble("model_millis");
        return List.of(
                new Step("Waited for more", took(row.getObject("quiet_millis"))),
                new Step("Space", took(row.getObject("model_millis"))),
                new Step("Our own work", took(Math.max(0, row.getDouble("whole_millis") - model))),
                new Step("To the wire", took(row.getObject("send_millis"))));
    }

    private static String took(@Nullable Object millis) {
        if (!(millis instanceof Number number)) {
            return "–";
        }
        double value = Math.max(0, number.doubleValue());
        return value < 1000
                ? String.format(Locale.ROOT, "%.0f ms", value)
                : String.format(Locale.ROOT, "%.2f s", value / 1000);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
