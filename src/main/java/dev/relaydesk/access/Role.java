package dev.relaydesk.access;

import java.util.Set;

/** What a member of staff may do. Each role holds the ones before it. */
public final class Role {

    /** Sees conversations and what was done, changes nothing. */
    public static final String VIEWER = "viewer";
    /** Talks to customers. */
    public static final String AGENT = "agent";
    /** Changes settings and staff. */
    public static final String ADMIN = "admin";

    private Role() {}

    /** The role and all that it holds. An unknown role holds nothing. */
    static Set<String> heldBy(String role) {
        return switch (role) {
            case VIEWER -> Set.of(VIEWER);
            case AGENT -> Set.of(VIEWER, AGENT);
            case ADMIN -> Set.of(VIEWER, AGENT, ADMIN);
            default -> Set.of();
        };
    }
}
