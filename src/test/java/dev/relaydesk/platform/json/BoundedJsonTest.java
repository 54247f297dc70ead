package dev.relaydesk.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedJsonTest {

    private final BoundedJson json = new BoundedJson(1000, 100);

    @Test
    void an_object_within_the_limits_is_read() throws Unreadable {
        assertThat(json.object(bytes("{\"text\":\"" + "x".repeat(100) + "\"}"))
                        .path("text")
                        .textValue())
                .hasSize(100);
    }

    @Test
    void everything_else_is_unreadable_and_nothing_worse() {
        for (String body : List.of(
                "",
                "null",
                "[]",
                "\"text\"",
                "{\"a\":",
                "{} {}",
                "{\"a\":NaN}",
                "{\"text\":\"" + "x".repeat(9_000) + "\"}",
                "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}",
                "{\"a\":" + "9".repeat(101) + "}",
                "{\"" + "n".repeat(257) + "\":1}")) {
            assertThatThrownBy(() -> json.object(bytes(body))).as(body).isInstanceOf(Unreadable.class);
        }
        assertThatThrownBy(() -> json.object(new byte[] {'{', '"', (byte) 0xff, '"', '}'}))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void what_no_database_holds_is_written_as_an_escape() throws Unreadable {
        assertThat(BoundedJson.write(json.object(bytes("{\"a\":\"\\u0000é\\ud83d\"}"))))
                .isEqualTo("{\"a\":\"\\u0000\\u00E9\\uD83D\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
