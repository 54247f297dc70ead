package dev.relaydesk.action;

import dev.relaydesk.action.json.StrictJson;
import java.util.Locale;

/** What was found about a reply. The codes are part of the API: they stand in rows and on the playground. */
public enum Verdict {
    /** The reply is for the customer. */
    PLAIN_TEXT,
    /** A clean request that passed every check. */
    ACTION,
    /** The same with text around it, where the setting {@code relaydesk.action.prose} allows that. */
    ACTION_IN_PROSE,

    INCOMPLETE_REPLY,

    EMPTY_REPLY,
    NOT_JSON,
    DUPLICATE_KEY,
    NOT_A_NUMBER,
    NUMBER_OUT_OF_RANGE,
    TOO_DEEP,
    TOO_LONG,
    LONE_SURROGATE,
    FORBIDDEN_CHARACTER,
    ARRAY_OF_ACTIONS,
    SEVERAL_ACTIONS,
    TEXT_BEFORE_ACTION,
    TEXT_AFTER_ACTION,
    WRONG_ENVELOPE,

    UNKNOWN_ACTION,
    WRONG_PARAMETERS,
    ECHO_OF_CUSTOMER,
    ACTION_DISABLED,
    WRONG_MODE,
    NOT_THE_CUSTOMERS,
    QUOTA_USED_UP,
    NEVER_ALLOWED,
    TOO_MANY_MODEL_CALLS,
    DUPLICATE_ACTION;

    /** As it stands in rows and in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Verdict of(StrictJson.Kind kind) {
        return switch (kind) {
            case NOT_JSON -> NOT_JSON;
            case DUPLICATE_KEY -> DUPLICATE_KEY;
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case NUMBER_OUT_OF_RANGE -> NUMBER_OUT_OF_RANGE;
            case TOO_DEEP -> TOO_DEEP;
            case TOO_LONG -> TOO_LONG;
            case LONE_SURROGATE -> LONE_SURROGATE;
            case FORBIDDEN_CHARACTER -> FORBIDDEN_CHARACTER;
        };
    }
}
