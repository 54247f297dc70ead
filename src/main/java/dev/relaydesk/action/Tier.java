package dev.relaydesk.action;

import java.util.Locale;

/** Who must agree before an action is done. */
public enum Tier {
    /** Nobody. */
    AUTO,
    /** The customer, by a button or a code. */
    CONFIRM_CUSTOMER,
    /** A colleague. */
    APPROVE_STAFF,
    /** It is not done, whoever asks. */
    NEVER;

    /** As it stands in rows and in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The tier of that name.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static Tier of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
