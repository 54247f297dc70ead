package dev.relaydesk.handoff.mail;

import dev.relaydesk.access.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The links in mails to staff: whom each went to, and whether it still opens anything. */
@ApplicationScoped
class MailLinks {

    private static final Duration KEPT = Duration.ofDays(30);

    /**
     * A link that was sent.
     *
     * @param staff whom it went to
     * @param cookieHash of the browser that took over with it; null while none has
     */
    record Link(
            UUID handoff,
            UUID staff,
            boolean expired,
            boolean used,
            @Nullable String cookieHash) {

        boolean isHeldBy(@Nullable String cookie) {
            return cookie != null && cookieHash != null && Secret.same(Secret.hash(cookie), cookieHash);
        }
    }

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration lifetime;

    MailLinks(Jdbi jdbi, Clock clock, MailConfig config) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.lifetime = config.linkLifetime();
    }

    /** A fresh token, which only the mail will know. */
    String issue(UUID handoff, UUID staff) {
        String token = Secret.fresh();
        Instant now = clock.instant();
        jdbi.useTransaction(transaction -> {
            transaction
                    .createUpdate("DELETE FROM handoff_mail_link WHERE expires_at < :old")
                    .bind("old", now.minus(KEPT))
                    .execute();
            transaction
                    .createUpdate("""
                            INSERT INTO handoff_mail_link (token_hash, handoff_id, staff_id, created_at, expires_at)
                            VALUES (:hash, :handoff, :staff, :now, :end)
                            """)
                    .bind("hash", Secret.hash(token))
                    .bind("handoff", handoff)
                    .bind("staff", staff)
                    .bind("now", now)
                    .bind("end", now.plus(lifetime))
                    .execute();
        });
        return token;
    }

    Optional<Link> find(String token) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT handoff_id, staff_id, expires_at, used_at, cookie_hash FROM handoff_mail_link
                        WHERE token_hash = :hash
                        """)
                .bind("hash", Secret.hash(token))
                .map((row, _) -> {
                    Timestamp end = row.getTimestamp("expires_at");
                    return new Link(
                            row.getObject("handoff_id", UUID.class),
                            row.getObject("staff_id", UUID.class),
                            !clock.instant().isBefore(end.toInstant()),
                            row.getTimestamp("used_at") != null,
                            row.getString("cookie_hash"));
                })
                .findOne());
    }

    /** Uses the link up. Of two who do so at once, one gets a cookie for the browser and the other nothing. */
    Optional<String> use(String token) {
        String cookie = Secret.fresh();
        int used = jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE handoff_mail_link SET used_at = :now, cookie_hash = :cookie
                        WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now
                        """)
                .bind("now", clock.instant())
                .bind("cookie", Secret.hash(cookie))
                .bind("hash", Secret.hash(token))
                .execute());
        return used == 1 ? Optional.of(cookie) : Optional.empty();
    }

    /** Nothing was taken over: the link is as before. */
    void giveBack(String token) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        UPDATE handoff_mail_link SET used_at = NULL, cookie_hash = NULL WHERE token_hash = :hash
                        """).bind("hash", Secret.hash(token)).execute());
    }
}
