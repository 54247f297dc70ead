package dev.relaydesk.research.engine.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All runs since the start, and under which key each was submitted. */
final class Runs {

    private static final String INTRODUCTION = "Question: ";

    private final List<SimulatedRun> all = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, SimulatedRun> byId = new ConcurrentHashMap<>();
    private final Map<String, SimulatedRun> byKey = new ConcurrentHashMap<>();

    void add(SimulatedRun run) {
        all.add(run);
        byId.put(run.id, run);
    }

    /** The run that has the key already, or a new one. */
    SimulatedRun keyed(String key, Supplier<SimulatedRun> begin) {
        return byKey.computeIfAbsent(key, _ -> {
            SimulatedRun run = begin.get();
            add(run);
            return run;
        });
    }

    Optional<SimulatedRun> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The oldest first. */
    List<SimulatedRun> all() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** What is asked, out of an input or a message: the line that says so, or all of it. */
    static String question(JsonNode input) {
        String text = input.isTextual()
                ? input.textValue()
                : input.path(0).path("content").asText("");
        int begin = text.indexOf(INTRODUCTION);
        if (begin < 0) {
            return text;
        }
        int end = text.indexOf('\n', begin);
        return text.substring(begin + INTRODUCTION.length(), end < 0 ? text.length() : end);
    }
}
