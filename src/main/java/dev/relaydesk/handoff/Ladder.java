package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.platform.poll.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who is told first, and who when nobody comes. A step whose notices have all failed is left at once. At the top the customer
 * is told the truth.
 */
@ApplicationScoped
class Ladder implements Poller {

    private static final String IS_STUCK = """
            h.next_step_at IS NOT NULL
              AND (h.next_step_at <= now() OR NOT EXISTS (
                  SELECT FROM handoff_notice n
                  WHERE n.handoff_id = h.id AND n.kind = 'request' AND n.channel <> 'console'
                    AND n.state NOT IN ('failed', 'skipped') OFFSET 0))
            """;

    private static final String STUCK =
            "/* handoff.stuck */ SELECT h.id, h.conversation_id FROM handoff h WHERE " + IS_STUCK + " LIMIT 20";

    private static final String STILL_STUCK =
            "SELECT h.department, h.step FROM handoff h WHERE h.id = :id AND " + IS_STUCK + " FOR UPDATE OF h";

    private record Stuck(UUID handoff, ConversationId conversation) {}

    private record Place(@Nullable String department, int step) {}

    private final HandoffConfig config;
    private final NotifierList notifiers;
    private final Duty duty;
    private final Notices notices;
    private final Announcements announcements;
    private final CustomerWords words;
    private final Jdbi jdbi;

    Ladder(
            HandoffConfig config,
            NotifierList notifiers,
            Duty duty,
            Notices notices,
            Announcements announcements,
            CustomerWords words,
            Jdbi jdbi) {
        this.config = config;
        this.notifiers = notifiers;
        this.duty = duty;
        this.notices = notices;
        this.announcements = announcements;
        this.words = words;
        this.jdbi = jdbi;
    }

    /** Tells the first who can be told, in the transaction that makes the handoff. */
    void begin(Handle transaction, UUID handoff, @Nullable String department) {
        notices.console(transaction, handoff);
        climb(transaction, handoff, department, 0);
    }

    /** Returns false when nobody is left to tell. */
    private boolean climb(Handle transaction, UUID handoff, @Nullable String department, int from) {
        for (int step = from; step < config.ladder().size(); step++) {
            String channel = config.ladder().get(step);
            List<Notifier.Recipient> recipients = notifiers
                    .find(channel)
                    .map(it -> duty.onDuty(transaction, it.recipients(transaction, department), department))
                    .orElse(List.of());
            if (!recipients.isEmpty()) {
                notices.request(transaction, handoff, channel, recipients);
                wait(transaction, handoff, step + 1);
                return true;
            }
        }
        return false;
    }

    private void wait(Handle transaction, UUID handoff, int step) {
        List<Duration> pauses = config.climbAfter();
        transaction
                .createUpdate("""
                        UPDATE handoff SET step = :step, next_step_at = now() + :millis * interval '1 millisecond'
                        WHERE id = :id
                        """)
                .bind("id", handoff)
                .bind("step", step)
                .bind("millis", pauses.get(Math.min(step, pauses.size()) - 1).toMillis())
                .execute();
    }

    @Override
    public String name() {
        return "handoff.ladder";
    }

    @Override
    public Duration pollOnce() {
        List<Stuck> stuck = jdbi.withHandle(handle -> handle.createQuery(STUCK)
                .map((row, _) -> new Stuck(
                        row.getObject("id", UUID.class),
                        new ConversationId(row.getObject("conversation_id", UUID.class))))
                .list());
        stuck.forEach(this::climb);
        return idle();
    }

    /** The control row first, as in a takeover, which then sees either the step or nothing of it. */
    private void climb(Stuck stuck) {
        announcements.inTransaction((transaction, spoken) -> {
            Floor.lock(transaction, stuck.conversation());
            boolean atTheEnd = transaction
                    .createQuery(STILL_STUCK)
                    .bind("id", stuck.handoff())
                    .map((row, _) -> new Place(row.getString("department"), row.getInt("step")))
                    .findOne()
                    .filter(place -> !climb(transaction, stuck.handoff(), place.department(), place.step()))
                    .isPresent();
            if (atTheEnd) {
                giveUp(transaction, stuck, spoken);
            }
            return atTheEnd;
        });
    }

    private void giveUp(Handle transaction, Stuck stuck, Announcements.Spoken spoken) {
        transaction
                .createUpdate("UPDATE handoff SET next_step_at = NULL WHERE id = :id")
                .bind("id", stuck.handoff())
                .execute();
        announcements.say(transaction, stuck.conversation(), words::nobodyThere, spoken);
    }
}
