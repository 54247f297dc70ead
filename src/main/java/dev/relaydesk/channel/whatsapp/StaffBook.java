package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.channel.whatsapp.StaffPost.Word;
import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.handoff.NoticeReceipts.Report;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What is remembered of each colleague's WhatsApp: when they last wrote, and what they were told. */
@ApplicationScoped
class StaffBook {

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration window;

    StaffBook(Jdbi jdbi, WhatsAppConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.window = config.customerServiceWindow().minus(config.windowMargin());
    }

    /** A colleague wrote: from then on free text may be sent for a day. In the caller's transaction. */
    void wrote(Handle transaction, Word word) {
        transaction
                .createUpdate("""
                        /* whatsapp.staff_wrote */
                        INSERT INTO channel_whatsapp_staff AS s (account, number, wrote_at, user_keys)
                        VALUES (:account, :number, :saidAt, :userKeys)
                        ON CONFLICT (account, number) DO UPDATE SET
                            wrote_at = greatest(s.wrote_at, excluded.wrote_at),
                            user_keys = CASE WHEN cardinality(excluded.user_keys) = 0 THEN s.user_keys
                                        ELSE excluded.user_keys END
                        """)
                .bind("account", word.account())
                .bind("number", word.number())
                .bind("saidAt", word.saidAt())
                .bindArray("userKeys", String.class, word.userKeys())
                .execute();
    }

    /** Whether free text may be sent: the colleague has written within a day. */
    boolean isOpen(String account, String number) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT wrote_at > :since FROM channel_whatsapp_staff
                        WHERE account = :account AND number = :number AND wrote_at IS NOT NULL
                        """)
                .bind("since", clock.instant().minus(window))
                .bind("account", account)
                .bind("number", number)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** WhatsApp knows better: the window is closed. */
    void isClosed(String account, String number) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE channel_whatsapp_staff SET wrote_at = NULL WHERE account = :account AND number = :number
                        """)
                .bind("account", account)
                .bind("number", number)
                .execute());
    }

    /** A report about one message, as reports about each notice that went in it. In the caller's transaction. */
    List<Report> told(Handle transaction, Receipt receipt) {
        String correlation = String.valueOf(receipt.correlationId());
        UUID notice;
        try {
            notice = UUID.fromString(correlation.substring(StaffMessage.CORRELATION.length()));
        } catch (IllegalArgumentException _) {
            return List.of();
        }
        List<Report> together = transaction
                .createQuery("""
                        /* whatsapp.staff_told */
                        UPDATE channel_whatsapp_staff_request SET provider_id = coalesce(provider_id, :providerId || suffix)
                        WHERE sent_with = :notice RETURNING notice_id, suffix
                        """)
                .bind("providerId", receipt.providerId())
                .bind("notice", notice)
                .map((row, _) -> report(row.getObject("notice_id", UUID.class), row.getString("suffix"), receipt))
                .list();
        return together.isEmpty() ? List.of(report(notice, "", receipt)) : together;
    }

    private static Report report(UUID notice, String suffix, Receipt receipt) {
        return new Report(notice, receipt.providerId() + suffix, receipt.status(), receipt.errorCode());
    }
}
