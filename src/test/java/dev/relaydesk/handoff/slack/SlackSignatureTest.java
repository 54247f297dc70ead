package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.app_backend.SlackSignature.Generator;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Slack's own library signs; ours must agree. */
class SlackSignatureTest {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
    private static final String STAMP = "1790000000";

    private final SlackSignature signature = new SlackSignature(SECRET);

    @Property(tries = 500, seed = "20261120")
    void what_slacks_library_signed_is_admitted(@ForAll String body) {
        assertThat(signature.matches(body.getBytes(UTF_8), STAMP, new Generator(SECRET).generate(STAMP, body)))
                .isTrue();
    }

    @Test
    void another_secret_another_time_or_another_body_is_not() {
        byte[] body = "payload=%7B%7D".getBytes(UTF_8);
        String header = new Generator(SECRET).generate(STAMP, "payload=%7B%7D");

        assertThat(new SlackSignature("other").matches(body, STAMP, header)).isFalse();
        assertThat(signature.matches(body, "1790000001", header)).isFalse();
        assertThat(signature.matches("payload={}".getBytes(UTF_8), STAMP, header))
                .isFalse();
        assertThat(signature.matches(body, STAMP, header.replace("v0=", "v1="))).isFalse();
        assertThat(signature.matches(body, STAMP, "")).isFalse();
        assertThat(signature.matches(body, "1790000000\n", header)).isFalse();
    }

    @Test
    void a_time_is_good_for_five_minutes_either_way() {
        assertThat(SlackSignature.isFresh("1789999700", NOW)).isTrue();
        assertThat(SlackSignature.isFresh("1790000300", NOW)).isTrue();
        assertThat(SlackSignature.isFresh("1789999699", NOW)).isFalse();
        assertThat(SlackSignature.isFresh("1790000301", NOW)).isFalse();
        assertThat(SlackSignature.isFresh("-1790000000", NOW)).isFalse();
        assertThat(SlackSignature.isFresh("99999999999999999999", NOW)).isFalse();
        assertThat(SlackSignature.isFresh("", NOW)).isFalse();
    }

    @Test
    void an_empty_secret_is_none() {
        assertThatThrownBy(() -> new SlackSignature("")).isInstanceOf(IllegalArgumentException.class);
    }
}
