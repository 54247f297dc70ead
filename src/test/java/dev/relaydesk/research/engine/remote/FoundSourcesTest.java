package dev.relaydesk.research.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markers in the text of an answer, and the sources that they mean. */
class FoundSourcesTest {

    private static void add(FoundSources sources, int id, String url) {
        sources.add(id, RemoteJson.object().put("title", "T " + url).put("url", url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is so.[web:1] | It is so.[1]",
                "It is so.[2] | It is so.[2]",
                "It is so.[web:1][web:2] | It is so.[1][2]",
                "It is so.[web:1, web:2] | It is so.[1][2]",
                "It is so.[1,2,1] | It is so.[1][2]",
                "It is so.[web:9] | It is so.",
                "It is so.[page:1] | It is so.",
                "See [1](https://a.example/) | See [1](https://a.example/)",
                "An array [abc] | An array [abc]"
            })
    void a_marker_counts_the_sources(String text, String expected) {
        var sources = new FoundSources();
        add(sources, 1, "https://a.example/");
        add(sources, 2, "https://b.example/");

        assertThat(sources.marked(text)).isEqualTo(expected);
    }

    @Test
    void of_ids_that_several_searches_use_the_order_counts() {
        var sources = new FoundSources();
        add(sources, 1, "https://a.example/");
        add(sources, 2, "https://b.example/");
        add(sources, 1, "https://c.example/");

        assertThat(sources.marked("[web:1][web:2][web:3]")).isEqualTo("[1][2][3]");
    }

    @Test
    void an_address_stands_there_once_and_only_if_it_is_one() {
        var sources = new FoundSources();
        add(sources, 1, "https://a.example/");
        add(sources, 2, "javascript:alert(1)");
        add(sources, 3, "https://a.example/");
        add(sources, 4, "https://b.example/");

        assertThat(sources.all()).hasSize(2);
        assertThat(sources.marked("[web:1][web:2][web:3][web:4]")).isEqualTo("[1][1][2]");
    }
}
