package dev.relaydesk.action.endpoint;

import dev.relaydesk.action.endpoint.EndpointsConfig.Target;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Every endpoint of the configuration. A start with a wrong one fails. */
@Singleton
public class Endpoints {

    private static final Logger LOG = Logger.getLogger(Endpoints.class);

    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Map<String, Endpoint> handlers = new TreeMap<>();

    /** @throws IllegalStateException with one sentence for each setting that is wrong */
    Endpoints(EndpointsConfig settings, Config config) {
        List<String> faults = new ArrayList<>();
        var reading = new Reading(config, faults);
        // What looks up for others is read before them.
        reading.each(
                "endpoints", settings.endpoints(), target -> target.lookup().isEmpty(), endpoints);
        reading.each(
                "endpoints", settings.endpoints(), target -> target.lookup().isPresent(), endpoints);
        reading.each("handlers", settings.handlers(), target -> true, handlers);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Settings of the endpoints: " + String.join("; ", faults));
        }
    }

    /** Wrong settings are told at start, not at the first call. */
    void start(@Observes StartupEvent start) {
        LOG.debugf("Endpoints: %s; handlers: %s", endpoints.keySet(), handlers.keySet());
    }

    /** What {@code api_call} may call, by its id. */
    public Optional<Endpoint> endpoint(String id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    /** What executes an action of the operator's own, by the action's name. */
    public Optional<Endpoint> handler(String action) {
        return Optional.ofNullable(handlers.get(action));
    }

    /** All that {@code api_call} may call, sorted by id. */
    public Collection<Endpoint> all() {
        return List.copyOf(endpoints.values());
    }

    /** All actions that a handler executes, sorted by name. */
    public Collection<Endpoint> allHandlers() {
        return List.copyOf(handlers.values());
    }

    private final class Reading {

        private final Config config;
        private final List<String> faults;

        Reading(Config config, List<String> faults) {
            this.config = config;
            this.faults = faults;
        }

        void each(String kind, Map<String, Target> targets, Predicate<Target> which, Map<String, Endpoint> into) {
            BiConsumer<String, Target> read = (name, target) -> {
                String prefix = "relaydesk.action." + kind + "." + name;
                if (!name.matches("[a-z][a-z0-9_-]{0,63}")) {
                    faults.add(prefix + " must have a name of a-z, 0-9, - and _");
                    return;
                }
                Endpoint endpoint = new EndpointReader(config, prefix, target, faults).read(name, endpoints);
                if (endpoint != null) {
                    into.put(name, endpoint);
                }
            };
            new TreeMap<>(targets)
                    .entrySet().stream()
                            .filter(each -> which.test(each.getValue()))
                            .forEach(each -> read.accept(each.getKey(), each.getValue()));
        }
    }
}
