package dev.relaydesk.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, as it stands in logs of what was done.
 *
 * @param staff the member of staff; null for a token and for the service itself
 * @param name what people call the actor
 */
public record Actor(@Nullable UUID staff, String name) {

    /** The service, acting on its own account. */
    public static final Actor SYSTEM = new Actor(null, "system");

    /** Whoever sent the current request. */
    public static Actor of(SecurityIdentity identity) {
        UUID staff = identity.getAttribute(SignedIn.STAFF);
        String name = identity.getAttribute(SignedIn.NAME);
        return new Actor(staff, name == null ? identity.getPrincipal().getName() : name);
    }

    /** Stable, and the same for one actor whatever its name becomes: {@code staff:…} or the name. */
    public String key() {
        return staff == null ? name : "staff:" + staff;
    }
}
