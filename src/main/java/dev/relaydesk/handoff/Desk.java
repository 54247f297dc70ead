package dev.relaydesk.handoff;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A conversation as it lies on a colleague's desk. */
@ApplicationScoped
class Desk {

    private static final int LINES = 100;

    /**
     * What a colleague sees.
     *
     * @param assignee who has it; null while nobody has
     * @param summary what the customer wants, by the latest handoff; null when nobody wrote it down
     * @param tried what was tried before it went to a human, and is settled; empty while it is with none
     * @param unsettled what of it is not
     */
    record Sheet(
            UUID conversation,
            String customer,
            String channel,
            Mode mode,
            long epoch,
            @Nullable UUID assignee,
            @Nullable String assigneeName,
            @Nullable String summary,
            List<Deed> tried,
            List<Deed> unsettled,
            List<HandoffCard.Line> lines) {

        public boolean isOpen() {
            return mode != Mode.CLOSED;
        }

        public boolean isWithHuman() {
            return mode == Mode.HUMAN_HANDOFF;
        }

        boolean isWith(Colleague who) {
            return who.id().equals(assignee);
        }
    }

    private final Jdbi jdbi;
    private final HandoffCards cards;

    Desk(Jdbi jdbi, HandoffCards cards) {
        this.jdbi = jdbi;
        this.cards = cards;
    }

    Optional<Sheet> find(ConversationId conversation) {
        return jdbi.withHandle(handle -> {
            Optional<HandoffCard> card =
                    Handoffs.open(handle, conversation).flatMap(handoff -> cards.find(handle, handoff));
            return handle.createQuery("""
                        SELECT v.channel, u.display_name, c.mode, c.epoch, c.assignee, s.display_name AS assignee_name,
                               (SELECT h.summary FROM handoff h WHERE h.conversation_id = v.id
                                ORDER BY h.id DESC LIMIT 1) AS summary
                        FROM conversation v
                        JOIN conversation_control c ON c.conversation_id = v.id
                        JOIN conversation_customer u ON u.id = v.customer_id
                        LEFT JOIN access_staff s ON s.id = c.assignee
                        WHERE v.id = :id
                        """)
                    .bind("id", conversation.value())
                    .map((row, _) -> new Sheet(
                            conversation.value(),
                            row.getString("display_name") == null ? "A customer" : row.getString("display_name"),
                            row.getString("channel"),
                            Mode.of(row.getString("mode")),
                            row.getLong("epoch"),
                            row.getObject("assignee", UUID.class),
                            row.getString("assignee_name"),
                            row.getString("summary"),
                            card.map(HandoffCard::tried).orElse(List.of()),
                            card.map(HandoffCard::open).orElse(List.of()),
                            lines(handle, conversation)))
                    .findOne();
        });
    }

    private static List<HandoffCard.Line> lines(Handle handle, ConversationId conversation) {
        return handle.createQuery("""
                        SELECT CASE WHEN kind = 'note' THEN 'note' ELSE author END AS author, text, said_at FROM (
                            SELECT author, kind, text, said_at, id FROM conversation_message
                            WHERE conversation_id = :conversation AND text IS NOT NULL AND kind <> 'result'
                            ORDER BY id DESC LIMIT :lines) AS latest
                        ORDER BY id
                        """)
                .bind("conversation", conversation.value())
                .bind("lines", LINES)
                .map((row, _) -> new HandoffCard.Line(
                        row.getString("author"),
                        row.getString("text"),
                        row.getTimestamp("said_at").toInstant()))
                .list();
    }
}
