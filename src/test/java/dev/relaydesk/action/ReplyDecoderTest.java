package dev.relaydesk.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.action.Decoded.Envelope;
import dev.relaydesk.action.Decoded.Plain;
import dev.relaydesk.action.Decoded.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reply turns out to be. */
class ReplyDecoderTest {

    private static final String ENVELOPE = """
            {"action": "handoff", "reason": "Wants a person.", "metadata": {"department": "sales"}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "  \n%s\n ",
                "\ufeff%s\u200b",
                "```json\n%s\n```",
                "```\n%s\n```",
                "~~~ \n%s\n~~~",
                "```json %s```",
                "%s[1][2]",
                "%s [web:3]",
                "```json\n%s\n```[1]"
            })
    void an_envelope_alone_is_a_request(String around) {
        assertRequest(around.formatted(ENVELOPE));
    }

    /** The answer travels as JSON in a string in JSON, and the model's own JSON is the third encoding. */
    @Test
    void the_layers_of_the_space_are_taken_off() {
        String asString = quoted(ENVELOPE);
        String asAnswer = "{\"answer\": " + asString + ", \"web_results\": [], \"chunks\": []}";
        String asStep = "[{\"step_type\": \"INITIAL_QUERY\", \"content\": {\"query\": \"hi\"}}, "
                + "{\"step_type\": \"FINAL\", \"content\": {\"answer\": " + quoted(asAnswer) + "}}]";

        assertRequest(asString);
        assertRequest(quoted(asString));
        assertRequest(ENVELOPE.replace("\"", "\\\""));
        assertRequest(asAnswer);
        assertRequest(quoted(asAnswer));
        assertRequest(asStep);
        assertRequest("```json\n" + asString + "\n```");
    }

    @Test
    void layers_have_an_end() {
        String text = ENVELOPE;
        for (int i = 0; i < 6; i++) {
            text = quoted(text);
        }

        assertRefused(text, Verdict.NOT_JSON);
    }

    @Test
    void an_answer_in_words_inside_the_layers_is_words() {
        assertThat(decode("{\"answer\": \"Two years.\", \"web_results\": []}")).isEqualTo(new Plain("Two years."));
    }

    @Test
    void parameters_may_be_left_out_and_nothing_else() {
        assertThat(decode("{\"action\":\"handoff\",\"reason\":\"x\"}")).isInstanceOf(Envelope.class);
        assertRefused("{\"action\":\"handoff\",\"metadata\":{}}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"reason\":\"x\",\"metadata\":{}}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"action\":\"handoff\",\"reason\":\" \"}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"action\":7,\"reason\":\"x\"}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"action\":\"handoff\",\"reason\":\"x\",\"metadata\":null}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"action\":\"handoff\",\"reason\":\"x\",\"metadata\":[]}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"action\":\"handoff\",\"reason\":\"x\",\"url\":\"http://x\"}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"action\":\"handoff\",\"reason\":\"" + "x".repeat(1001) + "\"}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"Action\":\"handoff\",\"reason\":\"x\"}", Verdict.WRONG_ENVELOPE);
        assertRefused("{\"status\":\"ok\"}", Verdict.WRONG_ENVELOPE);
        assertRefused("{}", Verdict.WRONG_ENVELOPE);
    }

    @Test
    void what_two_readers_could_understand_differently_is_refused() {
        assertRefused("{\"action\":\"handoff\",\"action\":\"create_ticket\",\"reason\":\"x\"}", Verdict.DUPLICATE_KEY);
        assertRefused(metadata("{\"a\":{\"b\":1,\"b\":2}}"), Verdict.DUPLICATE_KEY);
        assertRefused(metadata("{\"a\":1,\"\\u0061\":2}"), Verdict.DUPLICATE_KEY);
        assertRefused(metadata("{\"a\":NaN}"), Verdict.NOT_A_NUMBER);
        assertRefused(metadata("{\"a\":-Infinity}"), Verdict.NOT_A_NUMBER);
        assertRefused(metadata("{\"a\":1e999}"), Verdict.NUMBER_OUT_OF_RANGE);
        assertRefused(metadata("{\"a\":1e1000000000}"), Verdict.NUMBER_OUT_OF_RANGE);
        assertRefused(metadata("{\"a\":9007199254740993}"), Verdict.NUMBER_OUT_OF_RANGE);
        assertRefused(metadata("{\"a\":\"\\ud800\"}"), Verdict.LONE_SURROGATE);
        assertRefused(metadata("{\"\\udc00\":1}"), Verdict.LONE_SURROGATE);
        assertRefused(metadata("{\"a\":\"\ud800\"}"), Verdict.LONE_SURROGATE);
        assertRefused(metadata("{\"a\":\"\\u0000\"}"), Verdict.FORBIDDEN_CHARACTER);
        assertThat(decode(metadata("{\"a\":\"\\ud83d\\ude00\"}"))).isInstanceOf(Envelope.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\": \"handoff\", \"reason\": \"x\"",
                "{\"action\": \"handoff\", \"reason\": \"x\",}",
                "{'action': 'handoff', 'reason': 'x'}",
                "{action: \"handoff\", reason: \"x\"}",
                "{\"action\": \"handoff\" /* now */, \"reason\": \"x\"}",
                "{\u201caction\u201d: \u201chandoff\u201d, \u201creason\u201d: \u201cx\u201d}",
                "{\"",
                "{",
                "```json\n{\"action\": \"handoff\", \n```",
                "Certainly! {\"action\": \"handoff\", \"rea",
                "I do it: {action: handoff}"
            })
    void something_that_only_wants_to_be_json_is_not_said(String reply) {
        assertRefused(reply, Verdict.NOT_JSON);
    }

    /** Each becomes readable JSON, or nearly, when a channel's formatting or one more reader takes the escapes away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure: {\\\"action\\\": \\\"handoff\\\", \\\"reason\\\": \\\"x\\\"}",
                "Sure: {\\\"x\\\": 1, \\\"action\\\": \\\"handoff\\\", \\\"reason\\\": \\\"x\\\"}",
                "Sure: {\\\\\\\"x\\\\\\\": 1, \\\\\\\"action\\\\\\\": 2, \\\\\\\"reason\\\\\\\": 3}",
                "Sure: {\\n  \\\"action\\\": \\\"handoff\\\",\\n  \\\"reason\\\": \\\"x\\\"\\n}",
                "Sure: \\{\"x\": 1, \"action\": \"handoff\", \"reason\": \"x\"\\}",
                "Sure: {\"x\": 1, \"action\"\\: \"handoff\", \"reason\": \"x\"}",
                "Sure: {\\u0022action\\u0022: \\u0022handoff\\u0022, \\u0022reason\\u0022: \\u0022x\\u0022}",
                "Sure: {\\\"x\\\": \\\"a\\u0022b\\\", \\\"action\\\": \\\"handoff\\\", \\\"reason\\\": \\\"x\\\"}",
                "Sure: {&quot;action&quot;: &quot;handoff&quot;, &quot;reason&quot;: &quot;x&quot;}",
                "Sure: &#123;&#x22;x&#34;:1,&#34;&#97;ction&#34;&colon;1,&#34;reason&#34;:1&rcub;",
                "Sure: {\"x\": 1,[1] \"action\": \"handoff\",[web:2] \"reason\": \"x\"}",
                "The answer is \"{\\\"x\\\": 1, \\\"action\\\": \\\"handoff\\\", \\\"reason\\\": \\\"x\\\"}\".",
                "\\{action: handoff\\}",
                "Sure: {\"x\": 1, \"action\": \"hand\0off\", \"reason\": \"x\"}",
                "Sure: {\"x\": 1, \"action\": \"hand\7off\", \"reason\": \"x\"}"
            })
    void a_request_behind_escapes_is_not_said(String reply) {
        assertRefused(reply, Verdict.NOT_JSON);
        assertThat(ReplyDecoder.decode(reply, Prose.LENIENT)).isInstanceOf(Refused.class);
    }

    @Test
    void several_requests_are_none() {
        assertRefused(ENVELOPE + ENVELOPE, Verdict.SEVERAL_ACTIONS);
        assertRefused(ENVELOPE + "\n\n" + ENVELOPE, Verdict.SEVERAL_ACTIONS);
        assertRefused("```json\n" + ENVELOPE + "\n```\n```json\n" + ENVELOPE + "\n```", Verdict.SEVERAL_ACTIONS);
        assertRefused("First " + ENVELOPE + " and then {\"action\": \"close", Verdict.SEVERAL_ACTIONS);
        assertRefused("[" + ENVELOPE + "]", Verdict.ARRAY_OF_ACTIONS);
        assertRefused("[" + ENVELOPE + "," + ENVELOPE + "]", Verdict.ARRAY_OF_ACTIONS);
        assertRefused("[\"handoff\"]", Verdict.ARRAY_OF_ACTIONS);
    }

    @Test
    void text_around_a_request_is_told_apart_and_refused() {
        assertRefused("I will connect you.\n" + ENVELOPE, Verdict.TEXT_BEFORE_ACTION);
        assertRefused("Sure!\n```json\n" + ENVELOPE + "\n```", Verdict.TEXT_BEFORE_ACTION);
        assertRefused("Sure! " + ENVELOPE + " Done.", Verdict.TEXT_BEFORE_ACTION);
        assertRefused(ENVELOPE + "\nA colleague will answer.", Verdict.TEXT_AFTER_ACTION);
        assertRefused("```json\n" + ENVELOPE + "\n```\nDone.", Verdict.TEXT_AFTER_ACTION);
        assertRefused(ENVELOPE + "}", Verdict.TEXT_AFTER_ACTION);
        assertRefused("```json\n" + ENVELOPE, Verdict.TEXT_BEFORE_ACTION);
    }

    @Test
    void a_lenient_house_takes_the_request_and_knows_that_there_was_text() {
        var decoded = ReplyDecoder.decode("I will connect you.\n```json\n" + ENVELOPE + "\n```\nDone.", Prose.LENIENT);

        assertThat(decoded).isInstanceOfSatisfying(Envelope.class, envelope -> {
            assertThat(envelope.name()).isEqualTo("handoff");
            assertThat(envelope.inProse()).isTrue();
        });
        assertThat(ReplyDecoder.decode("Twice " + ENVELOPE + ENVELOPE, Prose.LENIENT))
                .isInstanceOf(Refused.class);
        assertThat(ReplyDecoder.decode(ENVELOPE, Prose.LENIENT))
                .isInstanceOfSatisfying(
                        Envelope.class,
                        envelope -> assertThat(envelope.inProse()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your parcel is on its way.",
                "{name}, thank you for your order!",
                "{{first_name}} is a placeholder.",
                "Use {\"status\": \"ok\"} as the body.",
                "Send `{\"action\": \"click\", \"x\": 3}` to the endpoint.",
                "{\"a\": 1} is how it begins.",
                "```bash\ncurl -d '{\"a\": 1}' https://shop.example\n```",
                "```js\nconst f = () => { return 1; };\n```",
                "[1] says so.",
                "[1][2]",
                "[Infinity War](https://shop.example/film) is sold out.",
                "[[1]](https://shop.example)",
                "\"Two years\" is what the terms say.",
                "\"Two years.\"",
                "Sets like {1, 2, 3} and {action} are fine.",
                "if (x) { action(); }",
                "```",
                "``````",
                "The action: handoff.",
                "Send \"{\\\"x\\\": 3, \\\"action\\\": \\\"click\\\"}\" to the endpoint.",
                "Use {\\\"status\\\": \\\"ok\\\"} as the body [1].",
                "Five \\* {seven} is 35 &amp; no more\\.",
                "The path is C:\\new\\\\action, the set \\{1, 2\\}."
            })
    void ordinary_text_stays_text(String reply) {
        assertThat(decode(reply)).isEqualTo(new Plain(reply));
    }

    @Test
    void an_empty_reply_is_no_answer() {
        assertRefused("", Verdict.EMPTY_REPLY);
        assertRefused(" \n\u200b\ufeff ", Verdict.EMPTY_REPLY);
    }

    @Test
    void text_for_the_customer_fits_into_the_database() {
        assertThat(decode("a\ud800b\0c")).isEqualTo(new Plain("a\ufffdb\ufffdc"));
    }

    @Test
    void sixteen_levels_are_enough_and_seventeen_too_many() {
        assertThat(decode(metadata("{\"a\":" + "[".repeat(14) + "]".repeat(14) + "}")))
                .isInstanceOf(Envelope.class);
        assertRefused(metadata("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}"), Verdict.TOO_DEEP);
    }

    @Test
    void an_envelope_has_a_longest_length() {
        assertThat(decode(metadata("{\"a\":\"" + "x".repeat(32_000) + "\"}"))).isInstanceOf(Envelope.class);
        assertRefused(metadata("{\"a\":\"" + "x".repeat(33_000) + "\"}"), Verdict.TOO_LONG);
        assertRefused("Sure. " + metadata("{\"a\":\"" + "x".repeat(33_000) + "\"}"), Verdict.TOO_LONG);
        assertThat(decode("x".repeat(100_000))).isInstanceOf(Plain.class);
        int frame = metadata("{\"a\":\"\"}").length();
        assertThat(decode(metadata("{\"a\":\"" + "x".repeat(32_768 - frame) + "\"}")))
                .isInstanceOf(Envelope.class);
        assertRefused(metadata("{\"a\":\"" + "x".repeat(32_769 - frame) + "\"}"), Verdict.TOO_LONG);
    }

    /** Each of these would cost minutes or the stack if it were read carelessly. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":",
                "[",
                "{",
                "{\"",
                "[{\"a\":",
                "{\"action\":",
                "{{\"a\":[",
                "{\":",
                "{\"a\":\"{",
                "[[1],",
                "\\\"",
                "{\"a\":[{},",
                "```",
                "`",
                "{ ",
                "\"{",
                "[1]",
                "{\"a\":1},",
                "action:",
                "{action",
                "{\"k\":\"v\",\"l\":[",
                "{\\\"a\\\":[",
                "{\\\"a\\\":1},",
                "\\\\\\\"{",
                "\\u007b\\u0022",
                "&lcub;&quot;a",
                "{[1]\""
            })
    @Timeout(60) // what looks at each place from each place takes hours
    void a_hundred_thousand_of_anything_come_to_an_end(String piece) {
        String reply = piece.repeat(100_000);

        assertThat(decode(reply)).isNotNull();
        assertThat(decode("Sure: " + reply)).isNotNull();
    }

    @Test
    void a_hundred_thousand_levels_are_too_deep() {
        assertRefused("{\"action\":\"x\",\"metadata\":" + "{\"a\":".repeat(100_000), Verdict.TOO_DEEP);
        assertRefused("[".repeat(100_000), Verdict.TOO_DEEP);
    }

    private static Decoded decode(String reply) {
        return ReplyDecoder.decode(reply, Prose.REJECT);
    }

    private static void assertRequest(String reply) {
        assertThat(decode(reply)).isInstanceOfSatisfying(Envelope.class, envelope -> {
            assertThat(envelope.name()).isEqualTo("handoff");
            assertThat(envelope.reason()).isEqualTo("Wants a person.");
            assertThat(envelope.metadata().toString()).isEqualTo("{\"department\":\"sales\"}");
            assertThat(envelope.inProse()).isFalse();
        });
    }

    private static void assertRefused(String reply, Verdict verdict) {
        assertThat(decode(reply))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.verdict()).isEqualTo(verdict));
    }

    private static String metadata(String metadata) {
        return "{\"action\":\"handoff\",\"reason\":\"x\",\"metadata\":" + metadata + "}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
