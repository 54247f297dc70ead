package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Draws the card of a handoff from the rows, as they are now. */
@ApplicationScoped
public class HandoffCards {

    private static final int LINES = 6;
    private static final int LONGEST_LINE = 500;

    private final String baseUrl;
    private final List<Witness> witnesses;

    HandoffCards(@ConfigProperty(name = "relaydesk.base-url") String baseUrl, @All List<Witness> witnesses) {
        this.witnesses = witnesses;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    public Optional<HandoffCard> find(Handle handle, UUID handoff) {
        return handle.createQuery("""
                        SELECT h.id, h.conversation_id, h.cause, h.department, h.priority, h.summary, h.state, h.created_at,
                               coalesce(h.ended_at, now()) AS until, h.taken_at, h.taken_via, h.assignee, v.channel, u.display_name, s.display_name AS colleague
                        FROM handoff h
                        JOIN conversation v ON v.id = h.conversation_id
                        JOIN conversation_customer u ON u.id = v.customer_id
                        LEFT JOIN access_staff s ON s.id = h.assignee
                        WHERE h.id = :id
                        """)
                .bind("id", handoff)
                .map((row, _) -> {
                    UUID conversation = row.getObject("conversation_id", UUID.class);
                    String name = row.getString("display_name");
                    String colleague = row.getString("colleague");
                    Instant began = row.getTimestamp("created_at").toInstant();
                    var span = new Witness.Span(
                            new ConversationId(conversation),
                            began,
                            row.getTimestamp("until").toInstant());
                    List<Deed> deeds = deeds(handle, span);
                    return new HandoffCard(
                            handoff,
                            new ConversationId(conversation),
                            name == null || name.isBlank() ? "A customer" : name,
                            row.getString("channel"),
                            began,
                            row.getString("cause"),
                            row.getString("department"),
                            row.getString("priority"),
                            row.getString("summary"),
                            deeds.stream().filter(deed -> !deed.open()).toList(),
                            deeds.stream().filter(Deed::open).toList(),
                            lines(handle, conversation),
                            row.getString("state"),
                            row.getObject("assignee", UUID.class),
                            colleague == null && row.getString("taken_via") != null ? "the business phone" : colleague,
                            instant(row.getTimestamp("taken_at")),
                            baseUrl + "/conversations/" + conversation);
                })
                .findOne();
    }

    private List<Deed> deeds(Handle handle, Witness.Span span) {
        return witnesses.stream()
                .flatMap(witness -> witness.saw(handle, span).stream())
                .sorted(Comparator.comparing(Deed::at))
                .toList();
    }

    private static List<HandoffCard.Line> lines(Handle handle, UUID conversation) {
        return handle.createQuery("""
                        SELECT author, left(text, :longest) AS text, said_at FROM (
                            SELECT author, text, said_at, id FROM conversation_message
                            WHERE conversation_id = :conversation AND text IS NOT NULL AND kind NOT IN ('result', 'note')
                              AND author <> 'draft'
                            ORDER BY id DESC LIMIT :lines) AS latest
                        ORDER BY id
                        """)
                .bind("conversation", conversation)
                .bind("longest", LONGEST_LINE)
                .bind("lines", LINES)
                .map((row, _) -> new HandoffCard.Line(
                        row.getString("author"),
                        row.getString("text"),
                        row.getTimestamp("said_at").toInstant()))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
