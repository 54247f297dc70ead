package dev.relaydesk.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.Order;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways to research that there are, and which comes when. */
@ApplicationScoped
class Engines {

    /** Each run of these is paid for; the others go the way that turns go. */
    private static final Set<String> PAID = Set.of("agent", "async");

    private final ResearchConfig config;
    private final Map<String, Engine> byName;

    Engines(ResearchConfig config, @All List<Engine> engines) {
        this.config = config;
        this.byName = engines.stream().collect(Collectors.toUnmodifiableMap(Engine::name, Function.identity()));
    }

    Set<String> names() {
        return byName.keySet();
    }

    Engine of(String name) {
        Engine engine = byName.get(name);
        if (engine == null) {
            throw new IllegalStateException("There is no engine " + name + " any more");
        }
        return engine;
    }

    static boolean isPaid(String name) {
        return PAID.contains(name);
    }

    /** The one that the order names, or the first one that is set up and that the order can pay for. */
    Optional<String> first(JsonNode input, Order order) {
        String asked = input.path("engine").asText("");
        boolean poor = order.maxCostUsd().compareTo(config.minCostUsd()) < 0;
        if (poor && config.belowMinimum() == ResearchConfig.Thrift.REFUSE) {
            return Optional.empty();
        }
        return available(asked.isEmpty() ? config.engines() : List.of(asked))
                .filter(name -> !poor || !isPaid(name))
                .findFirst();
    }

    /** The one that goes on when this one gave up; none when the order named one. */
    Optional<String> after(RunRow.Standing standing, JsonNode input) {
        return input.path("engine").asText("").isEmpty()
                ? available(config.engines())
                        .filter(name -> !name.equals(standing.engine())
                                && !standing.tried().contains(name))
                        .findFirst()
                : Optional.empty();
    }

    private Stream<String> available(List<String> names) {
        return names.stream()
                .filter(name -> byName.containsKey(name) && byName.get(name).isAvailable());
    }
}
