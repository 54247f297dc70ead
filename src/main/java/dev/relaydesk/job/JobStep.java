package dev.relaydesk.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;

/** How a handler leaves a job. */
public sealed interface JobStep {

    /**
     * It is done.
     *
     * @param costUsd what the whole job cost
     */
    record Done(JsonNode result, BigDecimal costUsd) implements JobStep {}

    /** It waits for something outside and is to be looked at again; whatever it has to remember is in rows. */
    record Again(Duration after) implements JobStep {}

    /**
     * It did not work.
     *
     * @param code a stable word
     * @param message for people; no secrets
     * @param worthRepeating whether the same step may work later
     */
    record Failed(String code, String message, boolean worthRepeating) implements JobStep {}
}
