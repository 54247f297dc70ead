package dev.relaydesk.space;

import dev.relaydesk.platform.limit.LimitConfig;
import dev.relaydesk.space.simulator.SpaceSimulator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where the wrapper is: the configured one, or the simulator, which is started only when none is configured. */
@Singleton
class SpaceEndpoint {

    private static final Logger LOG = Logger.getLogger(SpaceEndpoint.class);

    private final URI base;
    private final @Nullable SpaceSimulator simulator;

    SpaceEndpoint(SpaceConfig config, LimitConfig limits, Clock clock) {
        List<String> faults = SpaceSettings.faults(config, limits);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Settings of the Space: " + String.join("; ", faults));
        }
        if (config.baseUrl().isPresent()) {
            simulator = null;
            base = config.baseUrl().get();
        } else {
            var options = SpaceSimulator.Options.standard()
                    .withWordPause(config.simulator().wordPause())
                    .withCollection(config.collectionUuid().orElse(SpaceSimulator.COLLECTION))
                    .withAccount(config.accountName().orElse(SpaceSimulator.ACCOUNT));
            simulator = SpaceSimulator.start(options, clock);
            base = simulator.baseUrl();
            LOG.warnf("No Space is configured: answers come from the simulator at %s, not from Perplexity", base);
        }
    }

    /** Wrong settings are told at start, not at the first question. */
    void start(@Observes StartupEvent start) {
        LOG.debugf("The Space's wrapper is at %s", base);
    }

    URI base() {
        return base;
    }

    boolean simulated() {
        return simulator != null;
    }

    @PreDestroy
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
