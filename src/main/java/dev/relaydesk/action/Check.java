package dev.relaydesk.action;

import java.util.Locale;

/** What a reply must pass, in this order. */
public enum Check {
    COMPLETE,
    PARSABLE,
    KNOWN_NAME,
    SCHEMA,
    NOT_AN_ECHO,
    ENABLED,
    ALLOWED_IN_MODE,
    BOUND_TO_CUSTOMER,
    WITHIN_QUOTA,
    POLICY_TIER,
    NOT_A_DUPLICATE;

    /** As it stands in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
