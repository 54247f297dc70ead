package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.space.simulator.SpaceSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the wrapper's failure table, asked both ways. */
class WrapperFailuresTest {

    private static SpaceSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null               | Retryable  | null data
                    nonetype           | Retryable  | NoneType
                    end-only           | Retryable  | null data
                    list-index         | Retryable  | list index out of range
                    failed             | Retryable  | INTERNAL_ERROR
                    cut                | Retryable  | null data
                    cut-wire           | Incomplete | cut off
                    empty              | Incomplete | empty answer
                    foreign-collection | Incomplete | foreign collection
                    curl7              | Retryable  | curl: (7)
                    curl28             | Retryable  | curl: (28)
                    error-frame        | Retryable  | Something unexpected
                    html               | Retryable  | not the wrapper's JSON
                    """)
    void a_whole_reply_fails(String marker, String kind, String reason) {
        SpaceAnswer answer = Desk.at(simulator.baseUrl()).ask("When do you open? #" + marker);

        assertFailed(answer, kind, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null               | Retryable  | ended without an answer
                    nonetype           | Retryable  | ended without an answer
                    end-only           | Retryable  | ended without an answer
                    list-index         | Retryable  | ended without an answer
                    failed             | Retryable  | INTERNAL_ERROR
                    cut                | Incomplete | no finished answer
                    cut-wire           | Incomplete | stream cut
                    empty              | Incomplete | empty answer
                    foreign-collection | Incomplete | foreign collection
                    plain-text         | Retryable  | Expecting value
                    curl7              | Retryable  | curl: (7)
                    curl28             | Retryable  | curl: (28)
                    error-frame        | Retryable  | Something unexpected
                    html               | Incomplete | stream cut
                    """)
    void a_stream_fails(String marker, String kind, String reason) {
        SpaceAnswer answer = Desk.at(simulator.baseUrl()).stream("When do you open? #" + marker);

        assertFailed(answer, kind, reason);
    }

    @Test
    void an_unknown_account_is_permanent_both_ways() {
        var desk = Desk.at(simulator.baseUrl());

        SpaceAnswer whole = desk.askAs("nobody", "Hello");
        SpaceAnswer streamed = desk.gateway.stream(desk.question("Hello", "nobody"), _ -> {});

        assertFailed(whole, "Permanent", "404: Account 'nobody' not found");
        assertFailed(streamed, "Permanent", "404: Account 'nobody' not found");
    }

    @Test
    void a_mode_that_the_wrapper_only_advertises_is_permanent() {
        var desk = Desk.at(simulator.baseUrl());
        var research = new SpaceRef("simulator", null, "research", List.of("web"), "en-US");
        var archive = new SpaceRef("simulator", null, "auto", List.of("archive"), "en-US");

        SpaceAnswer mode = desk.gateway.ask(new Question("Hi", research, desk.thread(), java.util.UUID.randomUUID()));
        SpaceAnswer source = desk.gateway.ask(new Question("Hi", archive, desk.thread(), java.util.UUID.randomUUID()));

        assertFailed(mode, "Permanent", "Invalid search mode.");
        assertFailed(source, "Permanent", "Invalid sources.");
    }

    @Test
    void a_question_too_long_for_a_url_is_permanent_and_never_sent() {
        int before = simulator.calls().size();

        SpaceAnswer answer = Desk.at(simulator.baseUrl()).ask("ä".repeat(40_000));

        assertFailed(answer, "Permanent", "65536 are allowed");
        assertThat(simulator.calls()).hasSize(before);
    }

    @Test
    void nobody_listening_is_retryable() {
        URI left;
        try (var gone = new RawWrapper()) {
            left = gone.url();
        }

        SpaceAnswer answer = Desk.at(left).ask("Hello");

        assertFailed(answer, "Retryable", "unreachable");
    }

    @Test
    void a_silent_wrapper_is_retryable_both_ways() {
        var hasty = TestSettings.at(simulator.baseUrl()).withPatience(Duration.ofMillis(100), Duration.ofMillis(100));

        assertFailed(Desk.with(hasty).ask("#slow"), "Retryable", "");
        assertFailed(Desk.with(hasty).stream("#slow"), "Retryable", "");
    }

    @Test
    void a_failure_that_is_told_late_tells_the_listener_no_more_than_was_said() {
        List<String> told = new ArrayList<>();

        SpaceAnswer answer = Desk.at(simulator.baseUrl()).stream("When do you open? #cut", told::add);

        assertThat(answer).isInstanceOf(SpaceFailure.Incomplete.class);
        assertThat(String.join("", told)).isEqualTo("The shop is ");
    }

    @Test
    void a_failure_keeps_what_came_over_the_wire() {
        SpaceAnswer answer = Desk.at(simulator.baseUrl()).ask("#null");

        assertThat(answer.raw()).contains("\"data\":null").contains("\"account_used\":\"simulator\"");
    }

    private static void assertFailed(SpaceAnswer answer, String kind, String reason) {
        assertThat(answer).isInstanceOf(SpaceFailure.class);
        assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(((SpaceFailure) answer).reason()).contains(reason);
    }
}
