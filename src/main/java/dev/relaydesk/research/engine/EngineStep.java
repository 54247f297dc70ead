package dev.relaydesk.research.engine;

import java.time.Duration;

/** How an engine leaves a run. */
public sealed interface EngineStep {

    /** It has found out. */
    record Found(Report report) implements EngineStep {}

    /** It waits for the other side. */
    record Again(Duration after) implements EngineStep {}

    /**
     * It did not work.
     *
     * @param code a stable word
     * @param message for people; no secrets
     * @param retry whether the same engine may manage it later; otherwise the next one is tried
     */
    record Failed(String code, String message, boolean retry) implements EngineStep {}
}
