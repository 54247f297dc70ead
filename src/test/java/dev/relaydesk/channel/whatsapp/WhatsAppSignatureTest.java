package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.relaydesk.channel.whatsapp.simulator.WebhookSigner;
import dev.relaydesk.platform.json.BoundedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppSignatureTest {

    private static final String SECRET = "a secret of the app";
    private static final byte[] BODY = WebhookSigner.wireForm("{\"text\":\"Grüße 😀 https://shop.test/a\",\"n\":1.0}");

    private final WhatsAppSignature signature = new WhatsAppSignature(SECRET);
    private final String right = new WebhookSigner(SECRET).header(BODY);

    @Test
    void openssl_and_we_agree() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")));
        var process = new ProcessBuilder("/usr/bin/openssl", "dgst", "-sha256", "-hmac", SECRET, "-hex").start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(BODY);
        }
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        process.waitFor();

        assertThat(signature.matches(BODY, "sha256=" + printed.substring(printed.lastIndexOf(' ') + 1)))
                .isTrue();
    }

    /** The example of RFC 4231, test case 2. */
    @Test
    void the_published_example_is_right() {
        assertThat(new WhatsAppSignature("Jefe")
                        .matches(
                                "what do ya want for nothing?".getBytes(UTF_8),
                                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
                .isTrue();
    }

    @Test
    void the_wire_form_is_ascii_with_lower_case_escapes() {
        assertThat(new String(BODY, UTF_8))
                .isEqualTo("{\"text\":\"Gr\\u00fc\\u00dfe \\ud83d\\ude00 https:\\/\\/shop.test\\/a\",\"n\":1.0}");
        assertThat(signature.matches(BODY, right)).isTrue();
    }

    @Test
    void a_body_written_anew_has_another_signature() throws BoundedJson.Unreadable {
        byte[] rewritten = BoundedJson.write(Sane.BODY.object(BODY)).getBytes(UTF_8);

        assertThat(signature.matches(rewritten, right)).isFalse();
    }

    @Test
    void each_flipped_bit_is_noticed() {
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] flipped = BODY.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signature.matches(flipped, right)).isFalse();
        }
    }

    @Test
    void upper_case_another_secret_and_a_shorter_or_longer_header_do_not_match() {
        assertThat(signature.matches(BODY, "sha256=" + right.substring(7).toUpperCase(Locale.ROOT)))
                .isFalse();
        assertThat(signature.matches(BODY, new WebhookSigner("another").header(BODY)))
                .isFalse();
        assertThat(signature.matches(BODY, right.substring(0, 70))).isFalse();
        assertThat(signature.matches(BODY, right + "0")).isFalse();
        assertThat(signature.matches(BODY, right.substring(7))).isFalse();
        assertThat(signature.matches(BODY, right.replace("sha256", "sha1"))).isFalse();
        assertThat(signature.matches(BODY, right.substring(0, 70) + "é")).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "sha256=", "sha256"})
    void without_a_signature_nothing_matches(String header) {
        assertThat(signature.matches(BODY, header)).isFalse();
    }
}
