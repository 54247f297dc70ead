package dev.relaydesk.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of staff. */
@Entity
@Table(name = "access_staff")
class Staff {

    @Id
    private UUID id;

    private String email;

    @Column(name = "display_name")
    private String name;

    private String role;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @SuppressWarnings("NullAway.Init")
    protected Staff() {}

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean isActive() {
        return disabledAt == null;
    }

    SignedIn with(String csrf) {
        return new SignedIn(id, email, name, role, csrf);
    }
}
