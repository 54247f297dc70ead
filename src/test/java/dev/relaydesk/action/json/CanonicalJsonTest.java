package dev.relaydesk.action.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of RFC 8785, by its own values and beside the implementation of its author. */
class CanonicalJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void a_number_is_written_as_the_rfc_says(String bits, String written) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(CanonicalJson.of(DoubleNode.valueOf(number))).isEqualTo(written);
    }

    @Test
    void an_object_is_written_as_the_rfc_says() throws IOException {
        JsonNode node = JSON.readTree("""
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false]}
                """);

        assertThat(CanonicalJson.of(node))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void keys_are_ordered_by_utf_16_code_units() throws IOException {
        JsonNode node = JSON.readTree(
                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}");

        assertThat(CanonicalJson.of(node))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    @Property(tries = 20_000, seed = "20261120")
    void numbers_agree_with_the_author_of_the_rfc(@ForAll long bits) throws IOException {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number)) {
            String theirs = new JsonCanonicalizer("[" + number + "]").getEncodedString();

            assertThat("[" + CanonicalJson.of(DoubleNode.valueOf(number)) + "]").isEqualTo(theirs);
        }
    }

    @Property(tries = 2_000, seed = "20261120")
    void strings_agree_with_the_author_of_the_rfc(@ForAll String key, @ForAll String text) throws IOException {
        String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String soundKey = new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        JsonNode node = JSON.createObjectNode().put(soundKey, sound).put("a", soundKey);

        assertThat(CanonicalJson.of(node))
                .isEqualTo(new JsonCanonicalizer(JSON.writeValueAsString(node)).getEncodedString());
    }
}
