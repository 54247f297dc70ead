package dev.relaydesk.access;

import jakarta.enterprise.context.ApplicationScoped;

/** A setup link for tests elsewhere, as the log would show it. */
@ApplicationScoped
public class FreshLink {

    private final FirstAdmin admin;

    FreshLink(FirstAdmin admin) {
        this.admin = admin;
    }

    /** The path of the link. */
    public String path() {
        return "/setup/" + admin.newLink().orElseThrow();
    }
}
