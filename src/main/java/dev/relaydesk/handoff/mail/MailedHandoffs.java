package dev.relaydesk.handoff.mail;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.HandoffCards;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the page behind a link shows. */
@ApplicationScoped
class MailedHandoffs {

    private static final int LINES = 50;

    /**
     * A handoff as the owner of a link sees it.
     *
     * @param who whom the link went to
     * @param epoch that began with the handoff: what is done with it is done in this handoff or not at all
     * @param mine whether the owner of the link has taken it over
     */
    record Mailed(HandoffCard card, Colleague who, long epoch, boolean mine, List<HandoffCard.Line> lines) {

        public boolean isWaiting() {
            return card.state().equals("waiting");
        }

        public boolean isEnded() {
            return card.state().equals("ended");
        }
    }

    private final Jdbi jdbi;
    private final HandoffCards cards;
    private final Colleagues colleagues;

    MailedHandoffs(Jdbi jdbi, HandoffCards cards, Colleagues colleagues) {
        this.jdbi = jdbi;
        this.cards = cards;
        this.colleagues = colleagues;
    }

    /** Empty when the owner of the link may not talk to customers any more. */
    Optional<Mailed> find(UUID handoff, UUID staff) {
        return jdbi.withHandle(handle -> colleagues
                .find(handle, staff)
                .filter(Colleague::mayAnswer)
                .flatMap(who -> cards.find(handle, handoff).map(card -> {
                    long epoch = handle.createQuery("SELECT epoch FROM handoff WHERE id = :id")
                            .bind("id", handoff)
                            .mapTo(Long.class)
                            .one();
                    boolean mine = card.isWith(staff);
                    return new Mailed(card, who, epoch, mine, mine ? thread(handle, card) : card.lines());
                })));
    }

    private static List<HandoffCard.Line> thread(Handle handle, HandoffCard card) {
        return handle.createQuery("""
                        SELECT author, text, said_at FROM (
                            SELECT author, text, said_at, id FROM conversation_message
                            WHERE conversation_id = :conversation AND text IS NOT NULL AND kind NOT IN ('result', 'note')
                              AND author <> 'draft'
                            ORDER BY id DESC LIMIT :lines) AS latest
                        ORDER BY id
                        """)
                .bind("conversation", card.conversation().value())
                .bind("lines", LINES)
                .map((row, _) -> new HandoffCard.Line(
                        row.getString("author"),
                        row.getString("text"),
                        row.getTimestamp("said_at").toInstant()))
                .list();
    }
}
