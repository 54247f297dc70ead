package dev.relaydesk.research.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.research.engine.simulator.PerplexitySimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The simulator on a clock that a test moves, and who calls it. */
public final class Bench implements AutoCloseable {

    /** Far more than any story needs. */
    private static final int MOST_STEPS = 300;

    public final TickingClock clock = new TickingClock();
    public final PerplexitySimulator simulator;
    public final TestConfig config;
    private final List<PerplexityClient> clients = new ArrayList<>();

    private Bench(PerplexitySimulator.Options options) {
        simulator = PerplexitySimulator.start(options, clock);
        config = TestConfig.at(simulator.baseUrl(), simulator.apiKey());
    }

    public static Bench open() {
        return new Bench(PerplexitySimulator.Options.lasting(Duration.ofMinutes(5)));
    }

    public static Bench bare() {
        return new Bench(
                PerplexitySimulator.Options.lasting(Duration.ofMinutes(5)).withBareForm());
    }

    /** A client, as each process has one of its own. */
    public PerplexityClient client(TestConfig settings) {
        var client = PerplexityClient.of(settings, clock);
        clients.add(client);
        return client;
    }

    public PollPace pace() {
        return new PollPace(config);
    }

    /** Steps through a run, and lets the time pass that the engine asks for. */
    public EngineStep untilOver(Engine engine, EngineRun run) throws InterruptedException {
        for (int i = 0; i < MOST_STEPS; i++) {
            EngineStep step = engine.step(run);
            if (!(step instanceof EngineStep.Again again)) {
                return step;
            }
            clock.pass(again.after());
        }
        throw new AssertionError("It does not end");
    }

    public Report report(Engine engine, EngineRun run) throws InterruptedException {
        EngineStep step = untilOver(engine, run);
        assertThat(step).isInstanceOf(EngineStep.Found.class);
        return ((EngineStep.Found) step).report();
    }

    @Override
    public void close() {
        clients.forEach(PerplexityClient::close);
        simulator.close();
    }
}
