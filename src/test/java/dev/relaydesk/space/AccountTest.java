package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.relaydesk.space.simulator.SimulatedCall;
import dev.relaydesk.space.simulator.SpaceSimulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountTest {

    private final SpaceSimulator simulator = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-16T09:00:00Z"));
    private final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void a_refused_session_is_found_out_and_the_account_rests() {
        simulator.expireSession();
        var desk = Desk.with(TestSettings.at(simulator.baseUrl()), movable());

        SpaceAnswer first = desk.ask("Hello");
        SpaceAnswer second = desk.stream("Hello");

        assertThat(first)
                .isInstanceOfSatisfying(
                        SpaceFailure.SessionRefused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(60)));
        assertThat(second).isInstanceOf(SpaceFailure.Deferred.class);
        assertThat(paths()).containsExactly("/api/query_sync", "/api/account/test/simulator");
        assertThat(desk.meters.get("relaydesk.space.paused").gauge().value()).isEqualTo(1);
    }

    @Test
    void an_end_only_stream_of_a_refused_session_is_found_out_too() {
        simulator.expireSession();

        SpaceAnswer answer = Desk.at(simulator.baseUrl()).stream("Hello");

        assertThat(answer).isInstanceOf(SpaceFailure.SessionRefused.class);
    }

    @Test
    void once_staff_renewed_the_cookies_the_account_answers_after_its_rest() {
        simulator.expireSession();
        var desk = Desk.with(TestSettings.at(simulator.baseUrl()), movable());
        desk.ask("Hello");
        simulator.renewSession();

        assertThat(desk.ask("Hello")).isInstanceOf(SpaceFailure.Deferred.class);
        now.updateAndGet(it -> it.plusSeconds(61));

        assertThat(desk.ask("Hello")).isInstanceOf(Reply.class);
    }

    @Test
    void a_healthy_session_is_not_blamed_and_not_tested_again_at_once() {
        var desk = Desk.with(TestSettings.at(simulator.baseUrl()), movable());

        assertThat(desk.ask("#null")).isInstanceOf(SpaceFailure.Retryable.class);
        assertThat(desk.ask("#nonetype")).isInstanceOf(SpaceFailure.Retryable.class);
        assertThat(desk.stream("#end-only")).isInstanceOf(SpaceFailure.Retryable.class);

        assertThat(paths()).containsOnlyOnce("/api/account/test/simulator");
        assertThat(desk.gateway.sessionValid("simulator")).isTrue();
    }

    @Test
    void many_failures_open_the_breaker_and_a_good_call_closes_it() {
        var desk = Desk.with(TestSettings.at(simulator.baseUrl()).withBreakerWindow(4), clock);
        for (int i = 0; i < 4; i++) {
            desk.ask("#curl7");
        }
        int sent = simulator.calls().size();

        SpaceAnswer refused = desk.ask("Hello");

        assertThat(refused)
                .isInstanceOfSatisfying(
                        SpaceFailure.Deferred.class,
                        deferred -> assertThat(deferred.retryAfter())
                                .isPositive()
                                .isLessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(simulator.calls()).hasSize(sent);
        assertThat(desk.meters.get("relaydesk.space.breaker.open").gauge().value())
                .isEqualTo(1);
        await().until(() -> desk.ask("Hello") instanceof Reply);
        assertThat(desk.meters.get("relaydesk.space.breaker.open").gauge().value())
                .isZero();
    }

    @Test
    void bad_questions_do_not_open_the_breaker() {
        var desk = Desk.with(TestSettings.at(simulator.baseUrl()).withBreakerWindow(4), clock);

        for (int i = 0; i < 10; i++) {
            assertThat(desk.ask("x".repeat(70_000))).isInstanceOf(SpaceFailure.Permanent.class);
        }

        assertThat(desk.ask("Hello")).isInstanceOf(Reply.class);
    }

    @Test
    void no_more_calls_at_once_than_there_are_places() throws Exception {
        var desk = Desk.with(TestSettings.at(simulator.baseUrl()).withConcurrency(2), clock);
        List<Future<SpaceAnswer>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                asked.add(threads.submit(() -> desk.askAs("simulator", "#slow")));
            }
        }

        List<SpaceAnswer> answers = new ArrayList<>();
        for (Future<SpaceAnswer> future : asked) {
            answers.add(future.get());
        }

        assertThat(answers).filteredOn(Reply.class::isInstance).hasSize(2);
        assertThat(answers).filteredOn(SpaceFailure.Deferred.class::isInstance).hasSize(3);
    }

    @Test
    void a_used_up_budget_defers_for_as_long_as_the_limit_says() {
        var budget = new SpaceBudget(60, (key, interval, burst) -> {
            assertThat(key).isEqualTo("space:simulator");
            assertThat(interval).isEqualTo(Duration.ofSeconds(1));
            assertThat(burst).isEqualTo(10);
            return Duration.ofSeconds(7);
        });

        SpaceAnswer answer =
                Desk.with(TestSettings.at(simulator.baseUrl()), budget).ask("Hello");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        SpaceFailure.Deferred.class,
                        deferred -> assertThat(deferred.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void calls_are_timed_by_outcome() {
        var desk = Desk.at(simulator.baseUrl());
        desk.ask("Hello");
        desk.ask("#failed");

        assertThat(desk.meters
                        .get("relaydesk.space.calls")
                        .tag("outcome", "reply")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(desk.meters
                        .get("relaydesk.space.calls")
                        .tag("outcome", "retryable")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    private List<String> paths() {
        return simulator.calls().stream().map(SimulatedCall::path).toList();
    }

    private Clock movable() {
        return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    }
}
