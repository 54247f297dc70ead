package dev.relaydesk.access;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff, as the other packages know one.
 *
 * @param role see {@link Role}
 * @param departments what the colleague answers for; empty: everything
 * @param slackId the user id in Slack; null while unknown
 * @param whatsapp digits with the country code; null while unknown
 */
public record Colleague(
        UUID id,
        String email,
        String name,
        String role,
        Set<String> departments,
        @Nullable String slackId,
        @Nullable String whatsapp) {

    /** Whether the colleague may talk to customers. */
    public boolean mayAnswer() {
        return Role.heldBy(role).contains(Role.AGENT);
    }

    /** Whether the colleague may take what belongs to others. */
    public boolean isAdmin() {
        return Role.heldBy(role).contains(Role.ADMIN);
    }

    /** Whether the colleague answers for a department; every department when {@code null} is asked for. */
    public boolean isOf(@Nullable String department) {
        return department == null || departments.isEmpty() || departments.contains(department);
    }
}
