package dev.relaydesk.research;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Perplexity is played, and in a second. */
public final class QuickResearch implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "relaydesk.perplexity.simulator.duration", "1s",
                "relaydesk.research.poll.initial", "200ms",
                "relaydesk.research.poll.max", "400ms",
                "relaydesk.job.backoff", "50ms",
                "relaydesk.space.simulator.word-pause", "0ms",
                "relaydesk.turn.quiet-window", "50ms");
    }

    @Override
    public void stop() {}
}
