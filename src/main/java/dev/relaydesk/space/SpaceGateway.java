package dev.relaydesk.space;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The one door to the Space. Asks once; whoever calls decides about asking again. */
@ApplicationScoped
public class SpaceGateway {

    private final SpaceConfig config;
    private final WrapperClient wrapper;
    private final SpaceBudget budget;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    SpaceGateway(SpaceConfig config, WrapperClient wrapper, SpaceBudget budget, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.wrapper = wrapper;
        this.budget = budget;
        this.meters = meters;
        this.clock = clock;
    }

    /** Asks and waits for the whole reply; blocks for as long as {@code relaydesk.space.read-timeout} at most. */
    public SpaceAnswer ask(Question question) {
        return measured(question, () -> wrapper.ask(question));
    }

    /**
     * Asks and tells the listener the text as it is written, on the calling thread. Nothing is told of a reply that may
     * be an action. What was told is a preview: only the returned reply counts, and after a failure nothing does.
     */
    public SpaceAnswer stream(Question question, AnswerListener listener) {
        return measured(question, () -> wrapper.stream(question, listener));
    }

    /** The Space of the settings; where a question goes when nobody says otherwise. */
    public SpaceRef defaultSpace() {
        return new SpaceRef(
                config.accountName().orElse("simulator"),
                config.collectionUuid().orElse(null),
                config.mode(),
                config.sources(),
                config.language());
    }

    /** Whether the answers come from the simulator, because no wrapper is configured. */
    public boolean simulated() {
        return config.baseUrl().isEmpty();
    }

    /** Whether turns should use {@link #stream}. */
    public boolean streaming() {
        return config.streaming();
    }

    /** Whether Perplexity accepts the account's session right now; also false when the wrapper cannot be asked. */
    public boolean sessionValid(String account) {
        return wrapper.test(account) == WrapperClient.Session.VALID;
    }

    /** The longest request line in bytes, with the prompt in it as a URL writes it. */
    public int maxUrlBytes() {
        return config.maxUrlBytes();
    }

    /** Calls at once for each account; 0 means as many as come. */
    public int concurrency() {
        return config.concurrency();
    }

    private SpaceAnswer measured(Question question, Supplier<Heard> wire) {
        String name = question.space().account();
        Account account = accounts.computeIfAbsent(name, this::open);
        Timer.Sample sample = Timer.start(meters);
        SpaceAnswer answer = account.ask(() -> budget.take(name), wire);
        sample.stop(meters.timer("relaydesk.space.calls", "account", name, "outcome", outcome(answer)));
        return answer;
    }

    private Account open(String name) {
        var account = new Account(name, config, clock, () -> wrapper.test(name));
        Gauge.builder("relaydesk.space.breaker.open", account, it -> it.breakerOpen() ? 1 : 0)
                .tag("account", name)
                .register(meters);
        Gauge.builder("relaydesk.space.paused", account, it -> it.paused() ? 1 : 0)
                .tag("account", name)
                .register(meters);
        return account;
    }

    private static String outcome(SpaceAnswer answer) {
        return switch (answer) {
            case Reply _ -> "reply";
            case SpaceFailure.Permanent _ -> "permanent";
            case SpaceFailure.Retryable _ -> "retryable";
            case SpaceFailure.Throttled _ -> "throttled";
            case SpaceFailure.SessionRefused _ -> "session_refused";
            case SpaceFailure.Incomplete _ -> "incomplete";
            case SpaceFailure.Deferred _ -> "deferred";
        };
    }
}
