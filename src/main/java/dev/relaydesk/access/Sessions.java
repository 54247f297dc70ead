package dev.relaydesk.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The browsers that are signed in. */
@ApplicationScoped
class Sessions {

    private final SessionRows rows;
    private final StaffMembers staff;
    private final AccessSettings settings;
    private final Clock clock;

    Sessions(SessionRows rows, StaffMembers staff, AccessSettings settings, Clock clock) {
        this.rows = rows;
        this.staff = staff;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Starts a session and forgets those that are over.
     *
     * @return the value for the cookie; it stands nowhere else
     */
    @Transactional
    String open(UUID staffId) {
        Instant now = clock.instant();
        rows.delete("expiresAt < ?1 or lastSeenAt < ?2", now, now.minus(settings.idleTimeout()));
        String token = Secret.fresh();
        rows.persist(new Session(token, staff.findById(staffId), now, settings.sessionLifetime()));
        return token;
    }

    /**
     * Whose cookie this is, if the session still lives.
     *
     * @param byPerson whether somebody did something; a page that only listens must not keep a session alive
     */
    @Transactional
    Optional<SignedIn> find(String token, boolean byPerson) {
        Instant now = clock.instant();
        return rows.findByIdOptional(Secret.hash(token))
                .filter(session -> session.isAlive(now, settings.idleTimeout()))
                .map(session -> {
                    if (byPerson) {
                        session.used(now);
                    }
                    return session.signedIn();
                });
    }

    @Transactional
    void close(String token) {
        rows.deleteById(Secret.hash(token));
    }
}
