package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CutStreamTest {

    private static final String ANSWER = "Zwei Jahre für Möbel, fünf für Lampen €.[1]";

    private static final String STREAM = Recorded.content(Recorded.piece(0, List.of("Zwei Jahre ", "für Möbel")))
            + Recorded.content(Recorded.piece(2, List.of(", fünf für Lampen €.")))
            + Recorded.content(Recorded.whole(ANSWER))
            + Recorded.END;

    private final RawWrapper wrapper = new RawWrapper();

    @AfterEach
    void stop() {
        wrapper.close();
    }

    @Test
    void a_stream_cut_anywhere_is_never_an_answer() {
        byte[] whole = STREAM.getBytes(StandardCharsets.UTF_8);
        var desk = Desk.at(wrapper.url());

        for (int cut = 0; cut < whole.length; cut++) {
            wrapper.answers("HTTP/1.1 200 OK\nContent-Type: text/event-stream", Arrays.copyOf(whole, cut));
            List<String> told = new ArrayList<>();
            SpaceAnswer answer = desk.stream("?", told::add);

            assertThat(answer).as("cut at %d", cut).isInstanceOf(SpaceFailure.class);
            assertThat(ANSWER).startsWith(String.join("", told));
        }
    }

    @Test
    void the_uncut_stream_is_the_answer() {
        wrapper.answers("HTTP/1.1 200 OK\nContent-Type: text/event-stream", STREAM);

        SpaceAnswer answer = Desk.at(wrapper.url()).stream("?");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Reply.class, reply -> assertThat(reply.text()).isEqualTo(ANSWER));
    }

    @Test
    void a_whole_reply_cut_anywhere_is_never_an_answer() {
        byte[] whole = Recorded.whole(ANSWER).getBytes(StandardCharsets.UTF_8);
        var desk = Desk.at(wrapper.url());

        for (int cut = 0; cut < whole.length; cut++) {
            wrapper.answers("HTTP/1.1 200 OK\nContent-Type: application/json", Arrays.copyOf(whole, cut));
            assertThat(desk.ask("?")).as("cut at %d", cut).isInstanceOf(SpaceFailure.class);
        }
        wrapper.answers("HTTP/1.1 200 OK\nContent-Type: application/json", whole);
        assertThat(desk.ask("?")).isInstanceOf(Reply.class);
    }

    @Test
    void a_stream_without_a_finished_answer_is_none_even_if_it_ends_well() {
        String unfinished = Recorded.content(Recorded.piece(0, List.of("Zwei Jahre"))) + Recorded.END;
        wrapper.answers("HTTP/1.1 200 OK\nContent-Type: text/event-stream", unfinished);

        SpaceAnswer answer = Desk.at(wrapper.url()).stream("?");

        assertThat(answer).isInstanceOf(SpaceFailure.Incomplete.class);
    }
}
