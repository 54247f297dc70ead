package dev.relaydesk.access;

import java.util.Optional;

/** A way to reach staff, or a place where they work, that may be played by a simulator: for pages that lead there. */
public interface StaffStage {

    /**
     * Where it is seen.
     *
     * @param path of a page of ours
     */
    record Stage(String name, String path) {}

    /** Empty while it is real, or not there at all. */
    Optional<Stage> played();
}
