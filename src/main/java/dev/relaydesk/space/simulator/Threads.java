package dev.relaydesk.space.simulator;

import dev.relaydesk.space.simulator.SimulatedCall.ThreadLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The threads by {@code frontend_context_uuid}, each with its turns. The oldest are forgotten. */
final class Threads {

    private static final int MOST = 10_000;

    private final Map<String, List<Turn>> threads = new LinkedHashMap<>();

    record Turn(String question, UUID backend) {}

    synchronized ThreadLink link(String frontendContext, @Nullable String backend) {
        List<Turn> turns = threads.getOrDefault(frontendContext, List.of());
        if (turns.isEmpty()) {
            return backend == null ? ThreadLink.FRESH : ThreadLink.STALE;
        }
        if (backend == null) {
            return ThreadLink.MISSING;
        }
        return turns.getLast().backend().toString().equals(backend) ? ThreadLink.CONTINUED : ThreadLink.STALE;
    }

    synchronized List<Turn> turns(String frontendContext) {
        return List.copyOf(threads.getOrDefault(frontendContext, List.of()));
    }

    synchronized void add(String frontendContext, Turn turn) {
        if (threads.size() >= MOST && !threads.containsKey(frontendContext)) {
            threads.remove(threads.keySet().iterator().next());
        }
        threads.computeIfAbsent(frontendContext, _ -> new ArrayList<>()).add(turn);
    }
}
