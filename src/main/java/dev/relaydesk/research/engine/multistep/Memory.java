package dev.relaydesk.research.engine.multistep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.research.engine.EngineRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a run knows when it goes on: everything that was asked for, so that nothing is asked twice. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Memory(
        String engine,
        Set<Stage> done,
        List<Part> parts,
        @Nullable Written synthesis,
        List<String> followUps,
        @Nullable Written analysis) {

    static final String ENGINE = "multi_step";

    private static final ObjectMapper JSON = new ObjectMapper();

    Memory {
        done = new TreeSet<>(done);
        parts = List.copyOf(parts);
        followUps = List.copyOf(followUps);
    }

    /** What another engine remembered is nothing to us. */
    static Memory of(EngineRun run) {
        return run.memory()
                .filter(memory -> memory.path("engine").asText().equals(ENGINE))
                .flatMap(Memory::read)
                .orElseGet(() -> new Memory(ENGINE, Set.of(), List.of(), null, List.of(), null));
    }

    private static Optional<Memory> read(JsonNode memory) {
        try {
            return Optional.of(JSON.treeToValue(memory, Memory.class));
        } catch (JsonProcessingException | RuntimeException _) {
            // Of another version: it begins anew.
            return Optional.empty();
        }
    }

    JsonNode json() {
        return JSON.valueToTree(this);
    }

    Optional<Stage> next(boolean verbose) {
        return Arrays.stream(Stage.values())
                .filter(stage -> !done.contains(stage))
                .filter(stage -> verbose || stage != Stage.ANALYSIS)
                .filter(stage -> stage != Stage.ENRICH || parts.stream().anyMatch(Part::open))
                .findFirst();
    }

    Memory done(Stage stage) {
        Set<Stage> all = new TreeSet<>(done);
        all.add(stage);
        return new Memory(engine, all, parts, synthesis, followUps, analysis);
    }

    Memory with(List<Part> all) {
        return new Memory(engine, done, all, synthesis, followUps, analysis);
    }

    Memory with(int number, UnaryOperator<Part> change) {
        List<Part> all = new ArrayList<>(parts);
        all.set(number, change.apply(all.get(number)));
        return with(all);
    }

    Memory synthesised(Written written) {
        return new Memory(engine, done, parts, written, followUps, analysis);
    }

    Memory followedUp(List<String> questions) {
        return new Memory(engine, done, parts, synthesis, questions, analysis);
    }

    Memory analysed(Written written) {
        return new Memory(engine, done, parts, synthesis, followUps, written);
    }

    /** The parts that were answered. */
    List<Part> answered() {
        return parts.stream().filter(part -> part.answer() != null).toList();
    }
}
