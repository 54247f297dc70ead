package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StreamedReplyTest {

    private static final Question QUESTION = new Question(
            "?",
            new SpaceRef("a", null, "auto", List.of("web"), "en-US"),
            new ThreadRef(UUID.randomUUID(), null),
            UUID.randomUUID());

    private final List<String> told = new ArrayList<>();

    @Property(tries = 500)
    void pieces_told_one_by_one_are_the_answer(
            @ForAll("words") List<String> words, @ForAll("cuts") List<Integer> cuts) {
        var stream = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            stream.append(Recorded.content(Recorded.piece(i, List.of(words.get(i)))));
        }

        hears_the_answer_once(stream, String.join("", words), cuts);
    }

    @Property(tries = 500)
    void snapshots_are_told_without_repeating(@ForAll("words") List<String> words, @ForAll("cuts") List<Integer> cuts) {
        var stream = new StringBuilder();
        for (int i = 1; i <= words.size(); i++) {
            stream.append(Recorded.content(Recorded.piece(0, words.subList(0, i))));
        }

        hears_the_answer_once(stream, String.join("", words), cuts);
    }

    @Property(tries = 500)
    void overlapping_pieces_are_spliced(
            @ForAll("words") List<String> words,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("cuts") List<Integer> back) {
        var stream = new StringBuilder();
        for (int i = 1; i <= words.size(); i++) {
            int from = back.isEmpty() ? i - 1 : Math.max(0, i - 1 - back.get(i % back.size()) % 5);
            stream.append(Recorded.content(Recorded.piece(from, words.subList(from, i))));
        }

        hears_the_answer_once(stream, String.join("", words), cuts);
    }

    @Property(tries = 500)
    void compact_snapshots_are_told_without_repeating(
            @ForAll("words") List<String> words, @ForAll("cuts") List<Integer> cuts) {
        var stream = new StringBuilder();
        for (int i = 1; i <= words.size(); i++) {
            stream.append(Recorded.content(Recorded.compactPiece(String.join("", words.subList(0, i)))));
        }

        hears_the_answer_once(stream, String.join("", words), cuts);
    }

    @Example
    void compact_pieces_are_told_as_they_come() {
        String stream = Recorded.content(Recorded.compactPiece("Two "))
                + Recorded.content(Recorded.compactPiece("years."))
                + Recorded.content(Recorded.compactWhole("Two years.[1]"))
                + Recorded.END;

        Heard heard = heard(stream, List.of());

        assertThat(((Reply) heard.answer()).text()).isEqualTo("Two years.[1]");
        assertThat(told).containsExactly("Two ", "years.", "[1]");
    }

    @Example
    void a_final_answer_that_differs_counts_and_is_not_told_on_top() {
        String stream = Recorded.content(Recorded.piece(0, List.of("Two years.", "[2]", "[1]")))
                + Recorded.content(Recorded.whole("Two years.[1][2]"))
                + Recorded.END;

        Heard heard = heard(stream, List.of());

        assertThat(((Reply) heard.answer()).text()).isEqualTo("Two years.[1][2]");
        assertThat(told).containsExactly("Two years.[2][1]");
    }

    @Example
    void a_character_of_two_halves_is_told_whole() {
        String smile = "\uD83D\uDE42";
        String stream = Recorded.content(Recorded.piece(0, List.of("Hi " + smile.charAt(0))))
                + Recorded.content(Recorded.piece(1, List.of(smile.charAt(1) + "!")))
                + Recorded.content(Recorded.whole("Hi " + smile + "!"))
                + Recorded.END;

        heard(stream, List.of());

        assertThat(told).containsExactly("Hi ", smile + "!");
    }

    @Example
    void an_action_is_never_told_while_it_is_written() {
        String action = "{\"action\":\"handoff\"}";
        String stream = Recorded.content(Recorded.piece(0, List.of("\n", "{", "\"action\"")))
                + Recorded.content(Recorded.whole("\n" + action))
                + Recorded.END;

        Heard heard = heard(stream, List.of());

        assertThat(((Reply) heard.answer()).text()).isEqualTo("\n" + action);
        assertThat(told).isEmpty();
    }

    @Example
    void nothing_of_a_foreign_space_is_told() {
        String foreign = Recorded.piece(0, List.of("Secret"))
                .replace("\"status\"", "\"collection_info\":{\"uuid\":\"other\"},\"status\"");
        var asked = new Question(
                "?",
                new SpaceRef("a", "mine", "auto", List.of("web"), "en-US"),
                QUESTION.thread(),
                QUESTION.requestId());

        Heard heard = read(asked, Recorded.content(foreign) + Recorded.END, List.of());

        assertThat(((SpaceFailure) heard.answer()).reason()).isEqualTo("foreign collection other");
        assertThat(told).isEmpty();
    }

    @Example
    void a_deaf_listener_does_not_cost_the_answer() {
        String stream = Recorded.content(Recorded.whole("Two years.")) + Recorded.END;
        AnswerListener deaf = _ -> {
            throw new IllegalStateException("gone");
        };

        Heard heard = read(QUESTION, stream, List.of(), deaf);

        assertThat(heard.answer()).isInstanceOf(Reply.class);
    }

    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<String> word = Arbitraries.strings()
                .withChars("ab ä€日\"\\\n[1]*")
                .ofMinLength(1)
                .ofMaxLength(6);
        return word.list().ofMinSize(1).ofMaxSize(12).map(StreamedReplyTest::visible);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 60).list().ofMaxSize(40);
    }

    /** Text that cannot be taken for an action. */
    private static List<String> visible(List<String> words) {
        List<String> visible = new ArrayList<>(words);
        visible.set(0, "x" + visible.getFirst());
        return visible;
    }

    private void hears_the_answer_once(StringBuilder pieces, String answer, List<Integer> cuts) {
        pieces.append(Recorded.content(Recorded.whole(answer))).append(Recorded.END);

        Heard heard = heard(pieces.toString(), cuts);

        assertThat(((Reply) heard.answer()).text()).isEqualTo(answer);
        assertThat(String.join("", told)).isEqualTo(answer);
    }

    private Heard heard(String stream, List<Integer> cuts) {
        return read(QUESTION, stream, cuts);
    }

    private Heard read(Question question, String stream, List<Integer> cuts) {
        return read(question, stream, cuts, told::add);
    }

    private Heard read(Question question, String stream, List<Integer> cuts, AnswerListener listener) {
        told.clear();
        InputStream body = new InPieces(stream.getBytes(StandardCharsets.UTF_8), cuts);
        try {
            return new StreamedReply(question, listener, () -> Duration.ZERO).read(new KeptPrefix(body, 1 << 20));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands out its bytes in pieces of the given sizes, again and again. */
    private static final class InPieces extends ByteArrayInputStream {
        private final List<Integer> sizes;
        private int next;

        InPieces(byte[] bytes, List<Integer> sizes) {
            super(bytes);
            this.sizes = sizes;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int most = sizes.isEmpty() ? length : sizes.get(next++ % sizes.size());
            return super.read(target, offset, Math.min(length, most));
        }
    }
}
