package dev.relaydesk.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyLinksTest {

    private final ReplyLinks links = new ReplyLinks(() -> Optional.of(Set.of("shop.example", "Carrier.Example")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Look at https://shop.example/returns?id=7.",
                "Look at HTTPS://WWW.Shop.Example",
                "[our page](https://help.shop.example/a_b) and **www.carrier.example**",
                "Version 3.12/4 and/or z.B. Node.js",
                "No address at all: 10/12."
            })
    void addresses_of_ours_and_plain_words_stay(String text) {
        assertThat(links.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/login",
                "http://shop.example.evil.example/",
                "https://evilshop.example",
                "https://shop.example@evil.example/",
                "https://shop.example%40evil.example/",
                "https://evil.example\\@shop.example/",
                "https://evil.example\\.shop.example/",
                "https://evil.example#@shop.example/",
                "https://evil.example?.shop.example/",
                "https://[::1]/",
                "https://2130706433/",
                "javascript://shop.example/%0Aalert(1)",
                "whatsapp://send?text=x",
                "ftp://shop.example/x",
                "www.evil.example",
                "evil.example/login",
                "xn--80ak6aa92e.com/login",
                "www.shop.example.evil.example",
                "**https://evil.example**"
            })
    void no_other_address_can_be_pressed(String address) {
        String text = links.text("Please sign in at " + address + " today");

        assertThat(text).doesNotContainPattern("(?i)[a-z]+://[a-z0-9]").doesNotContain("evil.example");
        assertThat(text).startsWith("Please sign in at ").endsWith(" today");
    }

    @Test
    void a_markdown_link_elsewhere_shows_where_it_would_have_led() {
        assertThat(links.text("[your shop](https://evil.example/a)")).isEqualTo("[your shop](https evil[.]example/a)");
    }

    @Test
    void sources_elsewhere_are_not_named_and_the_others_keep_their_number() {
        assertThat(links.sources(List.of("https://evil.example/a", "https://shop.example/b")))
                .containsExactly("", "https://shop.example/b");
    }

    @Test
    void without_a_list_everything_stays() {
        var all = new ReplyLinks(Optional::empty);

        assertThat(all.text("https://evil.example/")).isEqualTo("https://evil.example/");
        assertThat(all.sources(List.of("https://evil.example/"))).containsExactly("https://evil.example/");
    }
}
