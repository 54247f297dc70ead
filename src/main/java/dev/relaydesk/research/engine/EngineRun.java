package dev.relaydesk.research.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** A run in the hands of an engine: the order, what is remembered, and where to write down what must survive a crash. */
public interface EngineRun {

    /** Of the job; usable as idempotency key with other systems. */
    String id();

    Order order();

    /** Under which the other side knows the run. */
    Optional<String> remoteId();

    /** When a submit was begun whose end was not written down: it may have arrived. */
    Optional<Instant> submittingSince();

    /** How often the other side was asked so far. */
    int polls();

    /** Since when the other side says that it does not know the run. */
    Optional<Instant> unknownSince();

    /** What the engine kept with {@link #remember}. */
    Optional<JsonNode> memory();

    /** What was spent so far, by all engines. */
    BigDecimal spentUsd();

    /** Committed when it returns: a submit begins. */
    void submitting();

    /** Committed when it returns: the other side knows the run by this id. */
    void submitted(String remoteId);

    /** Committed when it returns: the submit did surely not arrive. */
    void notSubmitted();

    /** The other side was asked. */
    void polled(boolean known);

    /** Replaces what is remembered between stages. */
    void remember(JsonNode memory);

    /** Adds to what was spent. */
    void spend(BigDecimal usd);

    /** Tells everybody who follows the job that a stage has begun. */
    void progress(String stage, int percentage, String text);

    /** Adds a line to the log of the job. */
    void log(String text);
}
