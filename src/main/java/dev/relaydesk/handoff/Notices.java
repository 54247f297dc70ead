package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down what staff are to be told, in the caller's transaction; {@link NoticeWorker} tells it. */
@ApplicationScoped
public class Notices {

    /** One line of what was said. */
    public record Said(UUID message, String text) {}

    private final NotifierList notifiers;
    private final Pollers pollers;

    Notices(NotifierList notifiers, Pollers pollers) {
        this.notifiers = notifiers;
        this.pollers = pollers;
    }

    /** Shows it in the inbox of the console, which cannot fail. */
    void console(Handle transaction, UUID handoff) {
        transaction
                .createUpdate("""
                        INSERT INTO handoff_notice (id, handoff_id, kind, channel, recipient, state, sent_at)
                        VALUES (:id, :handoff, 'request', 'console', 'inbox', 'sent', now())
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("handoff", handoff)
                .execute();
    }

    void request(Handle transaction, UUID handoff, String channel, List<Notifier.Recipient> recipients) {
        for (Notifier.Recipient recipient : recipients) {
            write(
                    transaction,
                    handoff,
                    Notice.Kind.REQUEST,
                    channel,
                    recipient.address(),
                    recipient.staff(),
                    null,
                    null);
        }
        wake(transaction);
    }

    /** Tells one colleague what became of what he did. */
    void answer(Handle transaction, UUID handoff, String channel, String recipient, String text) {
        write(transaction, handoff, Notice.Kind.ANSWER, channel, recipient, null, null, text);
        wake(transaction);
    }

    /**
     * Shows a colleague what became of what he wrote.
     *
     * @param kind {@link Notice.Kind#KEPT}, {@link Notice.Kind#WENT_OUT} or {@link Notice.Kind#NOT_SENT}
     * @param text why it was not sent; null otherwise
     */
    void mark(
            Handle transaction,
            UUID handoff,
            Notice.Kind kind,
            String channel,
            String recipient,
            @Nullable String text) {
        write(transaction, handoff, kind, channel, recipient, null, null, text);
        wake(transaction);
    }

    /** Brings every request that was told up to date. */
    void update(Handle transaction, UUID handoff) {
        follow(transaction, handoff, Notice.Kind.UPDATE, null, null, null, List.of());
    }

    void remind(Handle transaction, UUID handoff, String text) {
        follow(transaction, handoff, Notice.Kind.REMINDER, null, text, null, List.of());
    }

    /** Passes on what the customer wrote to a human, wherever colleagues follow the conversation. */
    public void customerWrote(Handle transaction, ConversationId conversation, List<Said> messages) {
        Handoffs.open(transaction, conversation).ifPresent(handoff -> {
            transaction
                    .createUpdate("UPDATE handoff SET last_activity_at = now() WHERE id = :id")
                    .bind("id", handoff)
                    .execute();
            for (Said said : messages) {
                follow(
                        transaction,
                        handoff,
                        Notice.Kind.CUSTOMER,
                        said.message(),
                        said.text(),
                        null,
                        notifiers.bridges());
            }
        });
    }

    /** Passes on what a colleague answered, except to where he wrote it. */
    void agentWrote(Handle transaction, UUID handoff, String text, String via) {
        follow(transaction, handoff, Notice.Kind.AGENT, null, text, via, notifiers.bridges());
    }

    /** Whoever was told of the request hears of what followed; a person only while he is the one who has it. */
    private void follow(
            Handle transaction,
            UUID handoff,
            Notice.Kind kind,
            @Nullable UUID message,
            @Nullable String text,
            @Nullable String except,
            List<String> channels) {
        record Told(
                String channel, String recipient, @Nullable UUID staff) {}
        transaction
                .createQuery("""
                        SELECT DISTINCT n.channel, n.recipient, n.staff_id
                        FROM handoff_notice n JOIN handoff h ON h.id = n.handoff_id
                        WHERE n.handoff_id = :handoff AND n.kind = 'request' AND n.channel NOT IN ('console', :except)
                          AND n.state NOT IN ('failed', 'skipped')
                          AND (NOT :bridged OR (n.channel = ANY (:channels)
                               AND (n.staff_id IS NULL OR n.staff_id = h.assignee)))
                        """)
                .bind("handoff", handoff)
                .bind("except", except == null ? "" : except)
                .bind("bridged", kind == Notice.Kind.CUSTOMER || kind == Notice.Kind.AGENT)
                .bindArray("channels", String.class, channels)
                .map((row, _) -> new Told(
                        row.getString("channel"), row.getString("recipient"), row.getObject("staff_id", UUID.class)))
                .forEach(told -> write(
                        transaction, handoff, kind, told.channel(), told.recipient(), told.staff(), message, text));
        wake(transaction);
    }

    private static void write(
            Handle transaction,
            UUID handoff,
            Notice.Kind kind,
            String channel,
            String recipient,
            @Nullable UUID staff,
            @Nullable UUID message,
            @Nullable String text) {
        transaction
                .createUpdate("""
                        /* handoff.notice */
                        INSERT INTO handoff_notice (id, handoff_id, kind, channel, recipient, staff_id, message_id, text)
                        VALUES (:id, :handoff, :kind, :channel, :recipient, cast(:staff AS uuid), cast(:message AS uuid), :text)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", TimeOrderedId.next())
                .bind("handoff", handoff)
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("channel", channel)
                .bind("recipient", recipient)
                .bind("staff", staff)
                .bind("message", message)
                .bind("text", text)
                .execute();
    }

    private void wake(Handle transaction) {
        transaction.afterCommit(() -> pollers.wake(NoticeWorker.NAME));
    }
}
