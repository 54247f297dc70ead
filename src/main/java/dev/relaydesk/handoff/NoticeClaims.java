package dev.relaydesk.handoff;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rows of notices: taken in order for each recipient, and closed. A lost claim is taken again: notices are at-least-once. */
@ApplicationScoped
class NoticeClaims {

    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final String TAKE = """
            /* handoff.tell */
            WITH due AS MATERIALIZED (
                SELECT n.id FROM handoff_notice n
                WHERE n.state IN ('pending', 'sending') AND n.due_at <= now()
                  AND NOT EXISTS (
                      SELECT FROM handoff_notice before
                      WHERE before.handoff_id = n.handoff_id AND before.channel = n.channel
                        AND before.recipient = n.recipient AND before.id < n.id AND before.state IN ('pending', 'sending')
                      OFFSET 0)
                ORDER BY n.due_at LIMIT :max
                FOR UPDATE SKIP LOCKED),
            taken AS (
                UPDATE handoff_notice n
                SET state = 'sending', attempts = n.attempts + 1, due_at = now() + :claimMillis * interval '1 millisecond'
                FROM due WHERE n.id = due.id
                RETURNING n.*)
            SELECT t.id, t.handoff_id, t.kind, t.channel, t.recipient, t.staff_id, t.text, t.attempts,
                   request.place, request.provider_id AS parent
            FROM taken t LEFT JOIN LATERAL (
                SELECT r.place, r.provider_id FROM handoff_notice r
                WHERE r.handoff_id = t.handoff_id AND r.channel = t.channel AND r.kind = 'request'
                  AND r.provider_id IS NOT NULL
                  AND (r.recipient = t.recipient OR split_part(t.recipient, ':', 1) = r.place)
                ORDER BY r.id LIMIT 1) request ON t.kind <> 'request'
            ORDER BY t.id
            """;

    /** A notice that is due now, without its card. */
    record Due(
            UUID id,
            UUID handoff,
            Notice.Kind kind,
            String channel,
            String recipient,
            @Nullable UUID staff,
            @Nullable String place,
            @Nullable String parent,
            @Nullable String text,
            int attempt) {

        Notice with(HandoffCard card) {
            return new Notice(id, kind, recipient, staff, place, parent, card, text, attempt);
        }
    }

    private final Jdbi jdbi;
    private final HandoffCards cards;

    NoticeClaims(Jdbi jdbi, HandoffCards cards) {
        this.jdbi = jdbi;
        this.cards = cards;
    }

    List<Due> take(int max) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("max", max)
                .bind("claimMillis", CLAIM.toMillis())
                .map((row, _) -> new Due(
                        row.getObject("id", UUID.class),
                        row.getObject("handoff_id", UUID.class),
                        Notice.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("channel"),
                        row.getString("recipient"),
                        row.getObject("staff_id", UUID.class),
                        row.getString("place"),
                        row.getString("parent"),
                        row.getString("text"),
                        row.getInt("attempts")))
                .list());
    }

    Optional<HandoffCard> card(UUID handoff) {
        return jdbi.withHandle(handle -> cards.find(handle, handoff));
    }

    void sent(Due notice, NoticeResult.Sent sent) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE handoff_notice
                        SET state = CASE WHEN state IN ('delivered', 'read') THEN state ELSE 'sent' END,
                            sent_at = now(), provider_id = :providerId, place = coalesce(:place, place),
                            error_code = NULL, error_detail = NULL
                        WHERE id = :id
                        """)
                .bind("id", notice.id())
                .bind("providerId", sent.providerId())
                .bind("place", sent.place())
                .execute());
    }

    void later(Due notice, Duration pause, String code, String detail) {
        jdbi.useHandle(handle -> close(handle, notice, "pending", pause, code, detail));
    }

    void closed(Due notice, String state, @Nullable String code, @Nullable String detail) {
        jdbi.useHandle(handle -> close(handle, notice, state, Duration.ZERO, code, detail));
    }

    private static void close(
            Handle handle, Due notice, String state, Duration pause, @Nullable String code, @Nullable String detail) {
        handle.createUpdate("""
                        UPDATE handoff_notice
                        SET state = :state, due_at = now() + :millis * interval '1 millisecond',
                            error_code = :code, error_detail = left(:detail, 500)
                        WHERE id = :id AND state = 'sending'
                        """)
                .bind("id", notice.id())
                .bind("state", state)
                .bind("millis", pause.toMillis())
                .bind("code", code)
                .bind("detail", detail)
                .execute();
    }
}
