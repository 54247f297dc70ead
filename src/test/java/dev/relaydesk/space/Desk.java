package dev.relaydesk.space;

import dev.relaydesk.space.simulator.SpaceSimulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A gateway as the application has it, and the words to ask with. */
final class Desk {

    static final String COLLECTION = SpaceSimulator.COLLECTION;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SpaceGateway gateway;
    private ThreadRef thread = new ThreadRef(UUID.randomUUID(), null);

    private Desk(SpaceConfig config, SpaceBudget budget, Clock clock) {
        var endpoint = new SpaceEndpoint(config, Limits.of(0), clock);
        gateway = new SpaceGateway(config, new WrapperClient(config, endpoint, clock), budget, meters, clock);
    }

    static Desk at(URI wrapper) {
        return with(TestSettings.at(wrapper));
    }

    static Desk with(SpaceConfig config) {
        return with(config, Clock.systemUTC());
    }

    static Desk with(SpaceConfig config, Clock clock) {
        return new Desk(config, new SpaceBudget(0, (key, interval, burst) -> Duration.ZERO), clock);
    }

    static Desk with(SpaceConfig config, SpaceBudget budget) {
        return new Desk(config, budget, Clock.systemUTC());
    }

    ThreadRef thread() {
        return thread;
    }

    SpaceAnswer ask(String prompt) {
        return kept(gateway.ask(question(prompt, "simulator")));
    }

    SpaceAnswer askAs(String account, String prompt) {
        return gateway.ask(question(prompt, account));
    }

    SpaceAnswer stream(String prompt, AnswerListener listener) {
        return kept(gateway.stream(question(prompt, "simulator"), listener));
    }

    SpaceAnswer stream(String prompt) {
        return stream(prompt, _ -> {});
    }

    Question question(String prompt, String account) {
        var space = new SpaceRef(account, COLLECTION, "auto", List.of("web"), "en-US");
        return new Question(prompt, space, thread, UUID.randomUUID());
    }

    private SpaceAnswer kept(SpaceAnswer answer) {
        if (answer instanceof Reply reply) {
            thread = reply.thread();
        }
        return answer;
    }
}
