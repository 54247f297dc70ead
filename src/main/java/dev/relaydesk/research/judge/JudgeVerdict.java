package dev.relaydesk.research.judge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a report. */
public enum JudgeVerdict {
    /** It may go to the customer. */
    PASS,
    /** It goes to staff. */
    FAIL,
    /** Nobody knows what it is worth, so it goes to staff too. */
    UNJUDGED;

    /** As it stands in rows and in the API. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
