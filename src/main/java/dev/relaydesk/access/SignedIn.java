package dev.relaydesk.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.UUID;

/** What a session says about its owner, read anew with each request: a role that was cut is gone at once. */
record SignedIn(UUID staff, String email, String name, String role, String csrf) {

    static final String STAFF = "relaydesk.staff";
    static final String NAME = "relaydesk.name";
    static final String CSRF = "relaydesk.csrf";

    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(email))
                .addRoles(Role.heldBy(role))
                .addAttribute(STAFF, staff)
                .addAttribute(NAME, name)
                .addAttribute(CSRF, csrf)
                .build();
    }
}
