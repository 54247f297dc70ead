package dev.relaydesk.playground;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
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
                   ) * 1000 AS send_millis,
                   (SELECT p.thread_frontend FROM turn p WHERE p.conversation_id = t.conversation_id AND p.id < t.id
                    ORDER BY p.id DESC LIMIT 1) AS frontend_of_last,
                   (SELECT p.backend_after FROM turn p WHERE p.conversation_id = t.conversation_id AND p.id < t.id
                        AND p.thread_frontend = t.thread_frontend AND p.backend_after IS NOT NULL
                    ORDER BY p.id DESC LIMIT 1) AS backend_of_last
            FROM turn t WHERE t.id = :turn AND t.conversation_id = :conversation
            """;

    private static final String OUTGOING = """
            SELECT o.text, o.state, o.attempts, o.error_code, o.error_detail
            FROM delivery_outbox o JOIN conversation_message m ON m.id = o.message_id
            WHERE m.conversation_id = :conversation AND m.turn_id = :turn
            ORDER BY o.id
            """;

    private static final String ACTIONS = """
            SELECT id, name, reason, parameters, state, approval_until, outcome, error_code, error_detail, duplicate_of
            FROM action WHERE conversation_id = :conversation AND turn_id = :turn
            ORDER BY id
            """;

    /** One of the newest turns, to choose from. */
    record Choice(UUID id, int number, boolean chosen) {}

    /** A message that leaves, or would. */
    record Outgoing(String text, String state, String meaning, int attempts, String error) {

        static Outgoing of(ResultSet row) throws SQLException {
            String code = row.getString("error_code");
            String detail = row.getString("error_detail");
            String state = row.getString("state");
            return new Outgoing(
                    row.getString("text"),
                    state,
                    meaning(state),
                    row.getInt("attempts"),
                    code == null ? "" : code + (detail == null ? "" : ": " + detail));
        }

        private static String meaning(String state) {
            return switch (state) {
                case "queued" -> "waits for its turn";
                case "sending" -> "is on the wire";
                case "sent" -> "WhatsApp has it";
                case "delivered" -> "it is on the phone";
                case "read" -> "the customer has seen it";
                case "unknown" -> "WhatsApp did not say; a receipt or one resend settles it";
                case "failed" -> "WhatsApp refused it";
                case "suppressed" -> "held back, because the conversation changed hands";
                default -> "too old to be sent";
            };
        }
    }

    /**
     * What the Space knows the thread by.
     *
     * @param sameThread whether the turn before went to the same thread
     * @param first whether no turn was before
     * @param carried whether the backend UUID sent is the one that was last received in this thread
     */
    record Passport(String frontend, String before, String after, boolean sameThread, boolean first, boolean carried) {

        static Passport of(ResultSet row) throws SQLException {
            String frontend = row.getString("thread_frontend");
            String last = row.getString("frontend_of_last");
            String before = orEmpty(row.getString("backend_before"));
            return new Passport(
                    frontend,
                    before,
                    orEmpty(row.getString("backend_after")),
                    frontend.equals(last),
                    last == null,
                    !before.isEmpty() && before.equals(row.getString("backend_of_last")));
        }
    }

    record Turn(
            UUID id,
            String startedAt,
            Verdict verdict,
            String detail,
            String prompt,
            String raw,
            boolean streamed,
            String gateway,
            int attempt,
            Passport passport,
            Timing timing,
            List<CheckLine> checks,
            List<AskedAction> actions,
            List<Outgoing> outgoing) {}

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
            List<Outgoing> outgoing = rows(handle, OUTGOING, conversation, turn, Outgoing::of);
            List<AskedAction> actions = rows(handle, ACTIONS, conversation, turn, AskedAction::of);
            return handle.createQuery(TURN)
                    .bind("turn", turn)
                    .bind("conversation", conversation.value())
                    .map((row, _) -> read(row, actions, outgoing))
                    .findFirst();
        });
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(
            Handle handle, String query, ConversationId conversation, UUID turn, Reader<T> reader) {
        return handle.createQuery(query)
                .bind("turn", turn)
                .bind("conversation", conversation.value())
                .map((row, _) -> reader.read(row))
                .list();
    }

    private static Turn read(ResultSet row, List<AskedAction> actions, List<Outgoing> outgoing) throws SQLException {
        return new Turn(
                row.getObject("id", UUID.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant().toString(),
                Verdict.of(row.getString("outcome"), row.getString("verdict")),
                orEmpty(row.getString("detail")),
                row.getString("prompt"),
                PrettyJson.of(orEmpty(row.getString("raw_reply"))),
                row.getBoolean("streamed"),
                orEmpty(row.getString("gateway")),
                row.getInt("attempt"),
                Passport.of(row),
                Timing.of(row),
                CheckLine.all(row.getString("checks")),
                actions,
                outgoing);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
