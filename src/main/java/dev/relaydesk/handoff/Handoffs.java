package dev.relaydesk.handoff;

import dev.relaydesk.conversation.BusinessPhoneSpoke;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.conversation.SpeakerChanged;
import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Gives conversations to humans, and writes down why and who was told. */
@ApplicationScoped
public class Handoffs {

    private final Speaker speaker;
    private final Ladder ladder;
    private final Notices notices;

    Handoffs(Speaker speaker, Ladder ladder, Notices notices) {
        this.speaker = speaker;
        this.ladder = ladder;
        this.notices = notices;
    }

    /**
     * Gives the conversation to a human in the caller's transaction: the bot falls silent with its commit, and staff are told.
     *
     * @param actor who did it, for the transition log
     * @return false when a human has it already, or it is closed
     */
    public boolean request(Handle transaction, ConversationId conversation, HandoffRequest request, String actor) {
        if (!speaker.toHuman(transaction, conversation, request.cause(), actor)) {
            return false;
        }
        UUID handoff = write(transaction, conversation, request);
        ladder.begin(transaction, handoff, request.department());
        return true;
    }

    private static UUID write(Handle transaction, ConversationId conversation, HandoffRequest request) {
        UUID handoff = TimeOrderedId.next();
        transaction
                .createUpdate("""
                        /* handoff.request */
                        INSERT INTO handoff (id, conversation_id, epoch, source, cause, department, priority, summary)
                        SELECT :id, conversation_id, epoch, :source, :cause, :department, :priority, :summary
                        FROM conversation_control WHERE conversation_id = :conversation
                        """)
                .bind("id", handoff)
                .bind("conversation", conversation.value())
                .bind("source", request.source().name().toLowerCase(Locale.ROOT))
                .bind("cause", request.cause())
                .bind("department", request.department())
                .bind("priority", request.priority())
                .bind("summary", request.summary())
                .execute();
        return handoff;
    }

    /** A colleague wrote from the business phone: he has the conversation, and everybody else need not come. */
    void phoneSpoke(@Observes BusinessPhoneSpoke news) {
        Handle transaction = news.transaction();
        UUID handoff = open(transaction, news.conversation()).orElseGet(() -> {
            var request = new HandoffRequest(HandoffRequest.Source.ECHO, "business_phone", null, "normal", null);
            UUID written = write(transaction, news.conversation(), request);
            notices.console(transaction, written);
            return written;
        });
        boolean taken = transaction.createUpdate("""
                                UPDATE handoff SET state = 'taken', taken_at = now(), taken_via = 'business_phone',
                                                   next_step_at = NULL, last_activity_at = now()
                                WHERE id = :id AND state = 'waiting'
                                """).bind("id", handoff).execute() == 1;
        if (taken) {
            notices.update(transaction, handoff);
        }
    }

    /** However the right to speak left the human, the handoff has ended. */
    void speakerChanged(@Observes SpeakerChanged change) {
        if (change.mode() == Mode.HUMAN_HANDOFF) {
            return;
        }
        Handle transaction = change.transaction();
        transaction
                .createQuery("""
                        /* handoff.end */
                        WITH freed AS (
                            UPDATE conversation_control SET assignee = NULL
                            WHERE conversation_id = :conversation AND assignee IS NOT NULL)
                        UPDATE handoff
                        SET state = 'ended', ended_at = now(), next_step_at = NULL, end_cause = :mode
                        WHERE conversation_id = :conversation AND state <> 'ended'
                        RETURNING id
                        """)
                .bind("conversation", change.conversation().value())
                .bind("mode", change.mode().wire())
                .mapTo(UUID.class)
                .findOne()
                .ifPresent(handoff -> notices.update(transaction, handoff));
    }

    static Optional<UUID> open(Handle handle, ConversationId conversation) {
        return handle.createQuery("SELECT id FROM handoff WHERE conversation_id = :id AND state <> 'ended'")
                .bind("id", conversation.value())
                .mapTo(UUID.class)
                .findOne();
    }
}
