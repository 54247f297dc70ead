package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.space.simulator.SpaceSimulator;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncReplyTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Type: application/json";

    private final SpaceSimulator simulator = SpaceSimulator.start(SpaceSimulator.Options.quick(), Clock.systemUTC());
    private final RawWrapper wrapper = new RawWrapper();

    @AfterEach
    void stop() {
        simulator.close();
        wrapper.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " #alt-block", " #final-step", " #plain-text"})
    void the_answer_is_found_in_each_of_its_places(String marker) {
        Reply reply = reply(Desk.at(simulator.baseUrl()).ask("When do you open?" + marker));

        assertThat(reply.text()).startsWith("The shop is open **Monday to Friday 9:00 to 18:00**");
        assertThat(reply.text()).endsWith(".[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " #alt-block", " #final-step"})
    void the_answer_is_found_at_the_end_of_a_stream_too(String marker) {
        Reply reply = reply(Desk.at(simulator.baseUrl()).stream("When do you open?" + marker));

        assertThat(reply.text()).startsWith("The shop is open **Monday to Friday 9:00 to 18:00**");
    }

    @Test
    void a_rendered_block_is_believed_before_a_step() {
        wrapper.answers(OK, """
                {"status":"COMPLETED","backend_uuid":"b","text":[{"content":{"answer":"{\\"answer\\":\\"step\\"}"},\
                "step_type":"FINAL"}],"blocks":[{"markdown_block":{"answer":"block","progress":"DONE"},\
                "intended_usage":"ask_text"}]}""");

        assertThat(reply(Desk.at(wrapper.url()).ask("?")).text()).isEqualTo("block");
    }

    @Test
    void a_block_that_is_not_done_is_not_believed() {
        wrapper.answers(OK, """
                {"status":"COMPLETED","backend_uuid":"b","text":[{"step_type":"FINAL","content":\
                {"answer":"{\\"answer\\":\\"step\\",\\"web_results\\":[{\\"name\\":\\"T\\",\\"url\\":\\"https://t\\"}]}"}}],\
                "blocks":[{"intended_usage":"ask_text","markdown_block":{"progress":"IN_PROGRESS","answer":"blo"}}]}""");

        Reply reply = reply(Desk.at(wrapper.url()).ask("?"));

        assertThat(reply.text()).isEqualTo("step");
        assertThat(reply.citations()).containsExactly(new Citation("T", "https://t"));
    }

    @Test
    void citations_keep_their_order_and_lose_what_is_no_link() {
        wrapper.answers(OK, """
                {"status":"COMPLETED","blocks":[{"intended_usage":"web_results","web_result_block":{"web_results":[\
                {"name":"A","url":"javascript:alert(1)","snippet":"s"},{"url":"https://b.example/x","name":"B",\
                "meta_data":{"name":"not this"}}]}},{"intended_usage":"ask_text","markdown_block":{"progress":"DONE",\
                "answer":"x[1][2]"}}]}""");

        assertThat(reply(Desk.at(wrapper.url()).ask("?")).citations())
                .containsExactly(new Citation("A", ""), new Citation("B", "https://b.example/x"));
    }

    @Test
    void a_real_sized_reply_is_kept_small_and_without_the_spaces_prompt() {
        Reply reply = reply(Desk.at(simulator.baseUrl()).ask("Warranty? #full-size"));

        assertThat(reply.text()).startsWith("All furniture has a warranty of **two years**");
        assertThat(reply.citations()).hasSize(42);
        assertThat(reply.raw().length()).isLessThan(1500);
        assertThat(reply.raw()).contains("\"answer\":\"All furniture").doesNotContain("confidential", "web_results");
        assertThat(reply.slug()).startsWith("warranty-");
    }

    @Test
    void a_long_answer_arrives_whole() {
        Reply reply = reply(Desk.at(simulator.baseUrl()).ask("Warranty? #huge"));

        assertThat(reply.text().length()).isGreaterThan(70_000);
    }

    @Test
    void an_action_comes_out_as_the_model_wrote_it() {
        var desk = Desk.at(simulator.baseUrl());

        assertThat(reply(desk.ask("#json")).text()).startsWith("{\"action\":\"handoff\",\"reason\":");
        assertThat(reply(desk.ask("#fence")).text()).startsWith("```json\n{").endsWith("}\n```");
    }

    @Test
    void an_action_inside_three_encodings_comes_out_as_the_model_wrote_it() {
        String action = "{\"action\":\"handoff\",\"reason\":\"\\\"now\\\"\"}";
        String step = "{\"answer\":" + Recorded.quoted(action) + ",\"web_results\":[]}";
        wrapper.answers(
                OK,
                "{\"status\":\"COMPLETED\",\"text\":[{\"step_type\":\"FINAL\",\"content\":{\"answer\":"
                        + Recorded.quoted(step) + "}}]}");

        assertThat(reply(Desk.at(wrapper.url()).ask("?")).text()).isEqualTo(action);
    }

    @Test
    void another_context_in_the_reply_is_noted_and_ours_is_kept() {
        UUID foreign = UUID.randomUUID();
        wrapper.answers(OK, """
                {"status":"COMPLETED","frontend_context_uuid":"%s","backend_uuid":"b-2","text":"Two years."}""".formatted(foreign));
        var desk = Desk.at(wrapper.url());
        UUID ours = desk.thread().frontendContext();

        Reply reply = reply(desk.ask("?"));

        assertThat(reply.thread()).isEqualTo(new ThreadRef(ours, "b-2"));
        assertThat(reply.raw()).contains("foreign frontend_context_uuid " + foreign);
    }

    @Test
    void a_reply_with_nothing_but_foreign_ids_is_somebody_elses() {
        wrapper.answers(OK, """
                {"status":"COMPLETED","frontend_context_uuid":"%s","uuid":"%s","text":"Your secret is 42."}""".formatted(UUID.randomUUID(), UUID.randomUUID()));

        assertThat(Desk.at(wrapper.url()).ask("?")).isInstanceOf(SpaceFailure.Incomplete.class);
    }

    private static Reply reply(SpaceAnswer answer) {
        assertThat(answer).isInstanceOf(Reply.class);
        return (Reply) answer;
    }
}
