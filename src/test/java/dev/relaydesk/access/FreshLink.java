package dev.relaydesk.access;

import jakarta.enterprise.context.ApplicationScoped;

/** The first start, for tests elsewhere: nobody works here yet, and the log shows a link. */
@ApplicationScoped
public class FreshLink {

    private final Door door;
    private final FirstAdmin admin;

    FreshLink(Door door, FirstAdmin admin) {
        this.door = door;
        this.admin = admin;
    }

    /** The path of the link. */
    public String path() {
        door.emptyHouse();
        return "/setup/" + admin.newLink().orElseThrow();
    }
}
