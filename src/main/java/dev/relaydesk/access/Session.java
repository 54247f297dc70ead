package dev.relaydesk.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** One browser that is signed in. */
@Entity
@Table(name = "access_session")
class Session {

    /** How stale the time of last use may get: saves a write with each request. */
    private static final Duration GRAIN = Duration.ofSeconds(15);

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "staff_id")
    private Staff staff;

    @Column(name = "csrf_token")
    private String csrf;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    Session(String token, Staff staff, Instant now, Duration lifetime) {
        this.tokenHash = Secret.hash(token);
        this.staff = staff;
        this.csrf = Secret.fresh();
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = now.plus(lifetime);
    }

    boolean isAlive(Instant now, Duration idleTimeout) {
        return now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(idleTimeout)) && staff.isActive();
    }

    void used(Instant now) {
        if (now.isAfter(lastSeenAt.plus(GRAIN))) {
            lastSeenAt = now;
        }
    }

    SignedIn signedIn() {
        return staff.with(csrf);
    }
}
