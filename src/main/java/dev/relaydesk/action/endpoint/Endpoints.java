package dev.relaydesk.action.endpoint;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import dev.relaydesk.action.endpoint.EndpointsConfig.Target;
import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Every endpoint of the configuration. A start with a wrong one fails. */
@Singleton
public class Endpoints {

    private static final Logger LOG = Logger.getLogger(Endpoints.class);

    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Map<String, Endpoint> handlers = new TreeMap<>();

    /** @throws StartRefused with one sentence for each setting that is wrong */
    Endpoints(EndpointsConfig settings, Config config) {
        List<String> faults = new ArrayList<>();
        // What looks up for others is read before them.
        Map<Boolean, Map<String, Target>> byLookup = settings.endpoints().entrySet().stream()
                .collect(partitioningBy(
                        each -> each.getValue().lookup().isPresent(), toMap(Map.Entry::getKey, Map.Entry::getValue)));
        read(config, "endpoints", byLookup.getOrDefault(false, Map.of()), endpoints, faults);
        read(config, "endpoints", byLookup.getOrDefault(true, Map.of()), endpoints, faults);
        read(config, "handlers", settings.handlers(), handlers, faults);
        if (!faults.isEmpty()) {
            throw new StartRefused(faults);
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

    private void read(
            Config config, String kind, Map<String, Target> targets, Map<String, Endpoint> into, List<String> faults) {
        new TreeMap<>(targets).forEach((name, target) -> {
            String prefix = "relaydesk.action." + kind + "." + name;
            if (!name.matches("[a-z][a-z0-9_-]{0,63}")) {
                faults.add(prefix + " must have a name of a-z, 0-9, - and _");
                return;
            }
            Endpoint endpoint = new EndpointReader(config, prefix, target, faults).read(name, endpoints);
            if (endpoint != null) {
                into.put(name, endpoint);
            }
        });
    }
}
