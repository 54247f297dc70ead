package dev.relaydesk.space.simulator;

import java.util.Map;

/**
 * A call the simulator received.
 *
 * @param parameters of the query, decoded
 * @param thread whether the call carried the right {@code backend_uuid} for its {@code frontend_context_uuid}
 */
public record SimulatedCall(String method, String path, Map<String, String> parameters, ThreadLink thread) {

    public SimulatedCall {
        parameters = Map.copyOf(parameters);
    }

    /** How a call fits the thread it names. What Perplexity does with a wrong one is unknown, so it is only noted. */
    public enum ThreadLink {
        /** Not a question, or one without a thread of its own. */
        NONE,
        /** The first of its thread. */
        FRESH,
        /** With the {@code backend_uuid} of the turn before. */
        CONTINUED,
        /** With the {@code backend_uuid} of another turn. */
        STALE,
        /** A later turn without a {@code backend_uuid}. */
        MISSING
    }
}
