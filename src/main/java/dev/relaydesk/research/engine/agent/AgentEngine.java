package dev.relaydesk.research.engine.agent;

import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.remote.PerplexityClient;
import dev.relaydesk.research.engine.remote.PerplexityConfig;
import dev.relaydesk.research.engine.remote.PollPace;
import dev.relaydesk.research.engine.remote.RemoteRuns;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Lets Perplexity's Agent API research in the background. */
@Singleton
class AgentEngine implements Engine {

    private final PerplexityClient perplexity;
    private final RemoteRuns runs;

    AgentEngine(PerplexityClient perplexity, PerplexityConfig config, PollPace pace, Clock clock) {
        this.perplexity = perplexity;
        runs = new RemoteRuns(new AgentContract(perplexity, config.preset()), pace, clock);
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public boolean isAvailable() {
        return perplexity.isAvailable();
    }

    @Override
    public EngineStep step(EngineRun run) throws InterruptedException {
        return runs.step(run);
    }

    @Override
    public void stop(EngineRun run) {
        runs.stop(run);
    }
}
