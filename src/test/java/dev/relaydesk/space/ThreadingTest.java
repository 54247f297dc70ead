package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.space.simulator.SimulatedCall;
import dev.relaydesk.space.simulator.SimulatedCall.ThreadLink;
import dev.relaydesk.space.simulator.SpaceSimulator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadingTest {

    private final SpaceSimulator simulator = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    private final Desk desk = Desk.at(simulator.baseUrl());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void the_second_turn_carries_both_ids_of_the_first() {
        Reply first = (Reply) desk.ask("When do you open?");
        Reply second = (Reply) desk.stream("What did I ask before?");

        assertThat(second.text()).isEqualTo("Before this you asked: When do you open?");
        assertThat(second.thread().frontendContext()).isEqualTo(first.thread().frontendContext());
        assertThat(second.thread().backend()).isNotEqualTo(first.thread().backend());
        assertThat(second.slug()).isNotNull();
        assertThat(simulator.calls())
                .extracting(SimulatedCall::thread)
                .containsExactly(ThreadLink.FRESH, ThreadLink.CONTINUED);
    }

    @Test
    void a_failed_turn_leaves_the_thread_where_it_was() {
        desk.ask("When do you open?");
        ThreadRef before = desk.thread();

        desk.ask("#failed");
        desk.stream("#cut");

        assertThat(desk.thread()).isEqualTo(before);
        assertThat(((Reply) desk.ask("What did I ask before?")).text()).endsWith("When do you open?");
    }

    @Test
    void the_request_line_says_what_the_wrapper_understands_and_nothing_empty() {
        UUID request = UUID.randomUUID();
        var thread = new ThreadRef(UUID.randomUUID(), null);
        var space = new SpaceRef("simulator", "", "auto", List.of("web", "scholar"), "de-DE");

        desk.gateway.ask(new Question("Grüße & 1+1=2?", space, thread, request));

        SimulatedCall call = simulator.calls().getFirst();
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.path()).isEqualTo("/api/query_sync");
        assertThat(call.parameters())
                .containsEntry("q", "Grüße & 1+1=2?")
                .containsEntry("answer_only", "false")
                .containsEntry("frontend_uuid", request.toString())
                .containsEntry("frontend_context_uuid", thread.frontendContext().toString())
                .containsEntry("sources", "web,scholar")
                .containsEntry("language", "de-DE")
                .containsEntry("mode", "auto")
                .doesNotContainKeys("model", "backend_uuid", "collection_uuid", "incognito");
    }

    @Test
    void a_stream_is_heard_word_by_word_and_once() {
        List<String> pieces = new ArrayList<>();
        List<String> snapshots = new ArrayList<>();

        Reply first = (Reply) desk.stream("Wie lange dauert die Lieferung?", pieces::add);
        Reply second = (Reply) desk.stream("Wie lange dauert die Lieferung? #cumulative", snapshots::add);

        assertThat(String.join("", pieces)).isEqualTo(first.text()).startsWith("Die Lieferung dauert");
        assertThat(String.join("", snapshots)).isEqualTo(second.text()).isEqualTo(first.text());
        assertThat(pieces).hasSizeGreaterThan(10);
        assertThat(snapshots).hasSameSizeAs(pieces);
    }

    @Test
    void an_action_is_not_heard_at_all() {
        List<String> heard = new ArrayList<>();

        Reply reply = (Reply) desk.stream("I want a human", heard::add);
        desk.stream("#fence", heard::add);

        assertThat(reply.text()).startsWith("{\"action\":\"handoff\"");
        assertThat(heard).isEmpty();
    }

    @Test
    void citations_that_were_reordered_at_the_end_are_right_in_the_reply() {
        List<String> heard = new ArrayList<>();

        Reply reply = (Reply) desk.stream("#reordered", heard::add);

        assertThat(reply.text()).isEqualTo("The warranty is two years.[1][2]");
        assertThat(String.join("", heard)).isEqualTo("The warranty is two years.[2][1]");
        assertThat(reply.citations()).extracting(Citation::title).containsExactly("Warranty", "Terms");
    }
}
