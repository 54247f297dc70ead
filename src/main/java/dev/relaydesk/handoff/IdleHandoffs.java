package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.platform.poll.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reminds colleagues of customers who wait for them, and ends what was taken and then left alone. */
@ApplicationScoped
class IdleHandoffs implements Poller {

    /** The customer spoke last, and that long ago. */
    private static final String FORGOTTEN = """
            /* handoff.remind */
            UPDATE handoff h SET reminded_at = now()
            WHERE h.state = 'taken' AND h.reminded_at IS NULL
              AND h.last_activity_at < now() - :remindMillis * interval '1 millisecond'
              AND (SELECT m.author FROM conversation_message m
                   WHERE m.conversation_id = h.conversation_id AND m.author IN ('customer', 'agent') AND m.kind <> 'note'
                   ORDER BY m.id DESC LIMIT 1) = 'customer'
            RETURNING h.id
            """;

    private static final String IDLE = """
            /* handoff.idle */
            SELECT conversation_id FROM handoff
            WHERE state = 'taken' AND last_activity_at < now() - :idleMillis * interval '1 millisecond' LIMIT 20
            """;

    private final Jdbi jdbi;
    private final HandoffConfig config;
    private final Notices notices;
    private final Speaker speaker;
    private final ModelNotes modelNotes;
    private final Announcements announcements;
    private final CustomerWords words;

    IdleHandoffs(
            Jdbi jdbi,
            HandoffConfig config,
            Notices notices,
            Speaker speaker,
            ModelNotes modelNotes,
            Announcements announcements,
            CustomerWords words) {
        this.jdbi = jdbi;
        this.config = config;
        this.notices = notices;
        this.speaker = speaker;
        this.modelNotes = modelNotes;
        this.announcements = announcements;
        this.words = words;
    }

    @Override
    public String name() {
        return "handoff.idle";
    }

    @Override
    public Duration idle() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration pollOnce() {
        jdbi.useTransaction(transaction -> transaction
                .createQuery(FORGOTTEN)
                .bind("remindMillis", config.remindAfter().toMillis())
                .mapTo(UUID.class)
                .forEach(handoff ->
                        notices.remind(transaction, handoff, "The customer is still waiting for an answer.")));
        List<UUID> idle = jdbi.withHandle(handle -> handle.createQuery(IDLE)
                .bind("idleMillis", config.idleAfter().toMillis())
                .mapTo(UUID.class)
                .list());
        idle.forEach(conversation -> end(new ConversationId(conversation)));
        return idle();
    }

    private void end(ConversationId conversation) {
        announcements.inTransaction((transaction, spoken) -> {
            boolean idle = Floor.lock(transaction, conversation)
                    .filter(floor -> floor.mode() == Mode.HUMAN_HANDOFF && isStillIdle(transaction, conversation))
                    .isPresent();
            if (idle && config.idleThen() == HandoffConfig.Idle.CLOSE) {
                speaker.close(transaction, conversation, "idle", "relaydesk");
            } else if (idle) {
                modelNotes.tell(transaction, conversation, null);
                speaker.backToBot(transaction, conversation, "idle", "relaydesk");
                announcements.say(transaction, conversation, words::botIsBack, spoken);
            }
            return idle;
        });
    }

    private boolean isStillIdle(Handle transaction, ConversationId conversation) {
        return transaction
                .createQuery("""
                        SELECT 1 FROM handoff WHERE conversation_id = :id AND state = 'taken'
                          AND last_activity_at < now() - :idleMillis * interval '1 millisecond'
                        """)
                .bind("id", conversation.value())
                .bind("idleMillis", config.idleAfter().toMillis())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
