package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UrlTemplatePropertyTest {

    private static final Endpoint SHOP = Settings.shop("""
            url=https://shop.example:8443/v1/{a}{b}/end?fixed=1&c={c}
            method=POST
            parameters.a.pattern=(?s).*
            parameters.b.pattern=(?s).*
            parameters.c.pattern=(?s).*
            parameters.d.pattern=(?s).*
            parameters.d.in=query
            parameters.d.name=d[]
            """);

    @Property(tries = 8_000, maxDiscardRatio = 30)
    void whatever_a_value_is_the_address_keeps_its_form(
            @ForAll("values") String a,
            @ForAll("values") String b,
            @ForAll("values") String c,
            @ForAll("values") String d) {
        ObjectNode given = JsonNodeFactory.instance
                .objectNode()
                .put("a", a)
                .put("b", b)
                .put("c", c)
                .put("d", d);
        Assume.that(SHOP.refusal(given).isEmpty());

        var request = SHOP.form().request(given, "key");
        URI address = URI.create("https://x" + request.getRequestUri());

        assertThat(request.getScheme()).isEqualTo("https");
        assertThat(request.getAuthority()).hasToString("shop.example:8443");
        assertThat(address.normalize().getRawPath()).isEqualTo(address.getRawPath());
        assertThat(address.getRawPath()).matches("/v1/[A-Za-z0-9._~%-]+/end");
        assertThat(decoded(
                        address.getRawPath().substring(4, address.getRawPath().length() - 4)))
                .isEqualTo(a + b);
        String[] pairs = address.getRawQuery().split("&", -1);
        assertThat(pairs).hasSize(3);
        assertThat(pairs[0]).isEqualTo("fixed=1");
        assertThat(decoded(pairs[1])).isEqualTo("c=" + c);
        assertThat(decoded(pairs[2])).isEqualTo("d[]=" + d);
    }

    @Provide
    Arbitrary<String> values() {
        var nasty = Arbitraries.of(
                "..",
                ".",
                "%2e",
                "/",
                "\\",
                "?",
                "#",
                "&",
                "=",
                "@",
                ":",
                ";",
                "+",
                " ",
                "%",
                "%2f",
                "\r\n",
                "\u0000",
                "é",
                "😀",
                "\ud800",
                "{a}",
                "{reference}",
                "$1",
                "\\1",
                "http://127.0.0.1/",
                "",
                "x");
        return nasty.list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts))
                .flatMap(text -> Arbitraries.strings().ofMaxLength(5).map(text::concat));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
