package dev.relaydesk.access;

import io.quarkus.security.identity.SecurityIdentity;

/**
 * The person a page is rendered for.
 *
 * @param name as the page's header shows it; empty when nobody is signed in
 * @param csrf goes into each form as {@code csrf} and into {@code hx-headers} as {@code X-CSRF-Token}
 */
public record Visitor(String name, String csrf) {

    static final Visitor NOBODY = new Visitor("", "");

    public static Visitor of(SecurityIdentity identity) {
        String csrf = identity.getAttribute(SignedIn.CSRF);
        return identity.isAnonymous() ? NOBODY : new Visitor(Actor.of(identity).name(), csrf == null ? "" : csrf);
    }

    public boolean isSignedIn() {
        return !name.isEmpty();
    }
}
