package dev.relaydesk.research.engine.remote;

import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.research.engine.simulator.PerplexitySimulator;
import dev.relaydesk.space.SpaceGateway;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where Perplexity's API is: the configured one, or the simulator, or nowhere. Played only where the Space is played too:
 * invented research among real answers would be taken for real.
 */
@Singleton
public class PerplexityEndpoint {

    private static final Logger LOG = Logger.getLogger(PerplexityEndpoint.class);
    private static final Set<String> PRESETS = Set.of("fast", "low", "medium", "high", "xhigh");
    private static final Set<String> FORMS = Set.of("wrapped", "bare");

    private final @Nullable Place place;
    private final @Nullable PerplexitySimulator simulator;

    /** Base without a slash at the end, and the key to it. */
    record Place(String base, String key) {

        /** The key is not to be seen in a log. */
        @Override
        public String toString() {
            return base;
        }
    }

    PerplexityEndpoint(PerplexityConfig config, PollConfig poll, SpaceGateway space, Clock clock) {
        List<String> faults = faults(config, poll);
        if (!faults.isEmpty()) {
            throw new StartRefused(faults);
        }
        String key = config.apiKey().orElse("").strip();
        if (!key.isEmpty()) {
            simulator = null;
            place = place(config.baseUrl(), key);
        } else if (space.simulated()) {
            simulator = PerplexitySimulator.start(
                    new PerplexitySimulator.Options(
                            config.simulator().duration(), config.asyncForm().equals("bare")),
                    clock);
            place = place(simulator.baseUrl(), simulator.apiKey());
            LOG.warnf("No key of Perplexity's API is configured: research comes from the simulator at %s", place);
        } else {
            simulator = null;
            place = null;
        }
    }

    /** Wrong settings are told at start, not at the first run. */
    void start(@Observes StartupEvent start) {
        LOG.debugf("Perplexity's API is at %s", place);
    }

    Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** Empty when Perplexity is not played. */
    public Optional<PerplexitySimulator> simulator() {
        return Optional.ofNullable(simulator);
    }

    @PreDestroy
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    static List<String> faults(PerplexityConfig config, PollConfig poll) {
        var faults = new ArrayList<String>();
        if (!Set.of("http", "https").contains(String.valueOf(config.baseUrl().getScheme()))) {
            faults.add("RELAYDESK_PERPLEXITY_BASE_URL must begin with http:// or https://");
        }
        if (!PRESETS.contains(config.preset())) {
            faults.add("RELAYDESK_PERPLEXITY_PRESET must be fast, low, medium, high or xhigh");
        }
        if (!FORMS.contains(config.asyncForm())) {
            faults.add("RELAYDESK_PERPLEXITY_ASYNC_FORM must be wrapped or bare");
        }
        if (!config.callTimeout().isPositive() || config.callTimeout().toSeconds() >= 60) {
            faults.add("RELAYDESK_PERPLEXITY_CALL_TIMEOUT must be above 0 and below 60s");
        }
        if (!poll.initial().isPositive() || poll.initial().compareTo(poll.max()) > 0) {
            faults.add("RELAYDESK_RESEARCH_POLL_INITIAL must be above 0 and not above RELAYDESK_RESEARCH_POLL_MAX");
        }
        return faults;
    }

    private static Place place(URI base, String key) {
        return new Place(base.toString().replaceAll("/+$", ""), key);
    }
}
