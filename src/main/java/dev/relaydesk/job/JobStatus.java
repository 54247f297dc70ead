package dev.relaydesk.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a job stands. */
public enum JobStatus {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("timed_out")
    TIMED_OUT;

    /** As it stands in rows and in the API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of a row.
     *
     * @throws IllegalArgumentException for a word that is none of them
     */
    public static JobStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    public boolean isOver() {
        return this != PENDING && this != RUNNING;
    }
}
