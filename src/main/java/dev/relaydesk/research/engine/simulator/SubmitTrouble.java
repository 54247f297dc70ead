package dev.relaydesk.research.engine.simulator;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong with a submit before there is a run, or just after. Most of it only the first time. */
final class SubmitTrouble {

    private final Map<String, Integer> submits = new ConcurrentHashMap<>();

    /** Answers the call, or says that nothing is wrong. */
    boolean answered(Wire wire, String question) throws IOException {
        boolean first = submits.merge(question, 1, Integer::sum) == 1;
        switch (Scenario.in(question)) {
            case RETIRED -> retired(wire);
            case QUOTA -> wire.error(429, "insufficient_quota", "You have used up your credit");
            case BUSY -> {
                if (first) {
                    wire.set("Retry-After", 3);
                    wire.error(429, "request_rate_limit_exceeded", "Too many requests");
                }
                return first;
            }
            case BUSY_UNTOLD -> {
                if (first) {
                    wire.error(429, "request_rate_limit_exceeded", "Too many requests");
                }
                return first;
            }
            case DOWN -> {
                if (first) {
                    wire.html(502);
                }
                return first;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether the connection goes away after the run was begun. */
    boolean drops(String question) {
        return switch (Scenario.in(question)) {
            case DROPPED -> submits.getOrDefault(question, 0) == 1;
            case DROPPED_ALWAYS -> true;
            default -> false;
        };
    }

    static void retired(Wire wire) throws IOException {
        wire.error(
                403,
                "chat_completions_not_available",
                "Sonar is now the Agent API. Use /v1/responses instead of /v1/sonar.");
    }
}
