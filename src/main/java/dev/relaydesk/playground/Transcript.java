package dev.relaydesk.playground;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.Choice;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the phone's screen shows. */
@ApplicationScoped
class Transcript {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private static final String NEWEST = """
            SELECT m.author, coalesce(o.text, m.text, '(' || m.kind || ')') AS text, m.said_at, m.state,
                   o.state AS delivery, o.id AS outbox_id,
                   CASE WHEN o.provider_id IS NOT NULL THEN o.choices END AS choices, t.thread_frontend, m.revoked_at IS NOT NULL AS revoked
            FROM conversation_message m
            LEFT JOIN delivery_outbox o ON o.message_id = m.id
            LEFT JOIN turn t ON t.id = m.turn_id
            WHERE m.conversation_id = :id AND m.author <> 'draft' AND m.kind NOT IN ('result', 'note')
            ORDER BY m.id DESC, o.part DESC LIMIT 80
            """;

    /**
     * One bubble.
     *
     * @param mine whether the customer wrote it
     * @param pieces the text, as WhatsApp would lay it out
     * @param at when, in ISO 8601
     * @param time when, in hours and minutes of UTC, for browsers that run no script
     * @param delivery how far an answer has come; empty for the customer's own
     * @param buttons under the text
     * @param newThread whether the Space began a new thread with it
     */
    record Line(
            boolean mine,
            List<Formatted.Piece> pieces,
            String at,
            String time,
            String delivery,
            List<Button> buttons,
            boolean newThread) {}

    /**
     * One button.
     *
     * @param name what the form sends when it is pressed
     */
    record Button(String name, String title) {}

    /**
     * The screen.
     *
     * @param waiting whether an answer is still to come
     * @param human whether the bot is silent because a human has the conversation
     * @param fresh whether the next message begins a new thread
     */
    record Screen(List<Line> lines, boolean waiting, boolean human, boolean fresh) {

        static final Screen BLANK = new Screen(List.of(), false, false, false);

        public boolean isBlank() {
            return lines.isEmpty();
        }
    }

    private record Row(
            String author,
            String text,
            OffsetDateTime saidAt,
            String state,
            @Nullable String delivery,
            List<Button> buttons,
            @Nullable UUID thread,
            boolean revoked) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("author"),
                    row.getString("text"),
                    row.getObject("said_at", OffsetDateTime.class),
                    row.getString("state"),
                    row.getString("delivery"),
                    buttons(row),
                    row.getObject("thread_frontend", UUID.class),
                    row.getBoolean("revoked"));
        }

        /** They can be pressed once the message has arrived at WhatsApp. */
        private static List<Button> buttons(ResultSet row) throws SQLException {
            long id = row.getLong("outbox_id");
            return Choice.in(row).stream()
                    .map(choice -> new Button(Offers.name(id, choice), choice.title()))
                    .toList();
        }

        Line line(boolean newThread) {
            return new Line(
                    author.equals("customer"),
                    Formatted.of(revoked ? "This message was deleted" : text),
                    saidAt.toInstant().toString(),
                    saidAt.withOffsetSameInstant(ZoneOffset.UTC).format(CLOCK),
                    delivery == null ? "" : delivery,
                    buttons,
                    newThread);
        }
    }

    private record Head(UUID thread, String mode) {}

    private final Jdbi jdbi;

    Transcript(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Screen of(ConversationId id) {
        return jdbi.withHandle(handle -> {
            Head head = handle.createQuery("""
                    SELECT c.thread_frontend, k.mode FROM conversation c
                    JOIN conversation_control k ON k.conversation_id = c.id WHERE c.id = :id
                    """)
                    .bind("id", id.value())
                    .map((row, _) -> new Head(row.getObject("thread_frontend", UUID.class), row.getString("mode")))
                    .one();
            List<Row> rows = handle.createQuery(NEWEST)
                    .bind("id", id.value())
                    .map((row, _) -> Row.of(row))
                    .list();
            return screen(head, rows.reversed());
        });
    }

    private static Screen screen(Head head, List<Row> rows) {
        var lines = new ArrayList<Line>();
        UUID thread = null;
        for (Row row : rows) {
            boolean changed =
                    row.thread() != null && thread != null && !row.thread().equals(thread);
            thread = row.thread() == null ? thread : row.thread();
            lines.add(row.line(changed));
        }
        boolean waiting = rows.stream().anyMatch(row -> row.state().equals("pending"));
        boolean fresh = thread != null && !waiting && !thread.equals(head.thread());
        return new Screen(List.copyOf(lines), waiting, head.mode().equals("human_handoff"), fresh);
    }
}
