package dev.relaydesk.research.engine.async;

import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.remote.PerplexityClient;
import dev.relaydesk.research.engine.remote.PerplexityConfig;
import dev.relaydesk.research.engine.remote.PollPace;
import dev.relaydesk.research.engine.remote.RemoteRuns;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Lets a server research that still has asynchronous chat completions. */
@Singleton
class AsyncEngine implements Engine {

    private final PerplexityClient server;
    private final RemoteRuns runs;

    AsyncEngine(PerplexityClient server, PerplexityConfig config, PollPace pace, Clock clock) {
        this.server = server;
        runs = new RemoteRuns(new AsyncContract(server, config), pace, clock);
    }

    @Override
    public String name() {
        return "async";
    }

    @Override
    public boolean isAvailable() {
        return server.isAvailable();
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
