package dev.relaydesk.action.endpoint;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import dev.relaydesk.action.endpoint.EndpointsConfig.Target;
import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every endpoint of the configuration. A start with a wrong one fails. */
@Singleton
public class Endpoints {

    private static final Logger LOG = Logger.getLogger(Endpoints.class);

    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Map<String, Endpoint> handlers = new TreeMap<>();
    private final @Nullable DemoShop shop;

    @Inject
    Endpoints(EndpointsConfig settings, Config config, DemoShop shop) {
        this(settings, config, endpoints -> endpoints.isEmpty() ? shop : null);
    }

    /** Without any demonstration. */
    Endpoints(EndpointsConfig settings, Config config) {
        this(settings, config, _ -> null);
    }

    /** @throws StartRefused with one sentence for each setting that is wrong */
    private Endpoints(
            EndpointsConfig settings,
            Config config,
            Function<Map<String, Endpoint>, @Nullable DemoShop> demonstration) {
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
        shop = demonstration.apply(endpoints);
    }

    /**
     * Reads them for whoever does not start the service.
     *
     * @param settings with their sources
     * @throws StartRefused as a start would
     */
    public static Endpoints read(SmallRyeConfigBuilder settings) {
        SmallRyeConfig config = settings.withMapping(EndpointsConfig.class).build();
        return new Endpoints(config.getConfigMapping(EndpointsConfig.class), config);
    }

    /** Wrong settings are told at start, not at the first call. */
    void start(@Observes StartupEvent start) {
        LOG.debugf("Endpoints: %s; handlers: %s", endpoints.keySet(), handlers.keySet());
    }

    /** What {@code api_call} may call, by its id; the simulated shop's too while there is one. */
    public Optional<Endpoint> endpoint(String id) {
        return Optional.ofNullable(endpoints.get(id))
                .or(() -> Optional.ofNullable(shop).flatMap(each -> each.endpoint(id)));
    }

    /** What executes an action of the operator's own, by the action's name. */
    public Optional<Endpoint> handler(String action) {
        return Optional.ofNullable(handlers.get(action));
    }

    /** All that the operator declared for {@code api_call}, sorted by id. */
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
