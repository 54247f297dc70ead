package dev.relaydesk.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Who is believed that a ticket has changed. */
class HintSignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final byte[] BODY = "{\"ticket\":{\"id\":7}}".getBytes(UTF_8);

    @Test
    void zammad_signs_the_body_with_sha1() {
        String signature = "sha1=" + HexFormat.of().formatHex(hmac("HmacSHA1", BODY));

        assertThat(isValid("zammad", Map.of("X-Hub-Signature", signature))).isTrue();
        assertThat(isValid("zammad", Map.of("X-Hub-Signature", signature.replace("sha1=", "sha256="))))
                .isFalse();
        assertThat(isValid("zammad", Map.of("X-Hub-Signature", "sha1=" + "0".repeat(40))))
                .isFalse();
        assertThat(isValid("zammad", Map.of())).isFalse();
    }

    @Test
    void zendesk_signs_time_and_body() {
        assertThat(zendesk(NOW)).isTrue();
        assertThat(zendesk(NOW.minus(Duration.ofMinutes(4)))).isTrue();
        assertThat(zendesk(NOW.minus(Duration.ofMinutes(6)))).isFalse();
        assertThat(zendesk(NOW.plus(Duration.ofMinutes(6)))).isFalse();
    }

    @Test
    void a_signature_for_another_time_or_without_one_is_worth_nothing() {
        String signature = Base64.getEncoder().encodeToString(hmac("HmacSHA256", bytes(NOW.toString(), BODY)));

        assertThat(isValid("zendesk", Map.of("X-Zendesk-Webhook-Signature", signature)))
                .isFalse();
        assertThat(isValid(
                        "zendesk",
                        Map.of(
                                "X-Zendesk-Webhook-Signature",
                                signature,
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                NOW.plusSeconds(1).toString())))
                .isFalse();
        assertThat(isValid("webhook", Map.of("X-Relaydesk-Signature", "sha256=", "X-Relaydesk-Timestamp", "yesterday")))
                .isFalse();
    }

    @Test
    void without_a_secret_nobody_is_believed() {
        String signature = "sha1=" + HexFormat.of().formatHex(hmac("HmacSHA1", BODY));

        assertThat(new HintSignature("zammad", "").isValid(_ -> signature, BODY, NOW))
                .isFalse();
    }

    private static boolean zendesk(Instant at) {
        String signature = Base64.getEncoder().encodeToString(hmac("HmacSHA256", bytes(at.toString(), BODY)));
        return isValid(
                "zendesk",
                Map.of(
                        "X-Zendesk-Webhook-Signature",
                        signature,
                        "X-Zendesk-Webhook-Signature-Timestamp",
                        at.toString()));
    }

    private static boolean isValid(String gateway, Map<String, String> headers) {
        return new HintSignature(gateway, "secret").isValid(name -> headers.getOrDefault(name, ""), BODY, NOW);
    }

    private static byte[] bytes(String prefix, byte[] body) {
        return (prefix + new String(body, UTF_8)).getBytes(UTF_8);
    }

    private static byte[] hmac(String algorithm, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec("secret".getBytes(UTF_8), algorithm));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
