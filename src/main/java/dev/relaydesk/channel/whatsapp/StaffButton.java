package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.handoff.StaffEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A button under a notice. Its id comes back when it is pressed, also years later.
 *
 * @param value {@link StaffEvent#TAKE} or {@link StaffEvent#HAND_BACK}
 */
record StaffButton(String value, UUID handoff) {

    private static final Pattern ID = Pattern.compile("(take|hand_back):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** What goes over the wire; far below the 256 characters that are allowed. */
    String id() {
        return value + ":" + handoff;
    }

    /** Empty for a button that is none of these. */
    static Optional<StaffButton> read(@Nullable String id) {
        var known = ID.matcher(id == null ? "" : id);
        return known.matches()
                ? Optional.of(new StaffButton(known.group(1), UUID.fromString(known.group(2))))
                : Optional.empty();
    }
}
