package dev.relaydesk.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.relaydesk.ticket.gateway.HmacSha256;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks who sent a webhook, each ticket system in its own way, in constant time and over the bytes as they came. */
final class HintSignature {

    /** A signed body is worth nothing before or after; there is a clock on either side. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final String gateway;
    private final String secret;

    /** @param secret empty when none is set, and then nothing is valid */
    HintSignature(String gateway, String secret) {
        this.gateway = gateway;
        this.secret = secret;
    }

    /** @param header gives the only value of a header; empty when there is none, or more than one */
    boolean isValid(UnaryOperator<String> header, byte[] body, Instant now) {
        if (secret.isEmpty()) {
            return false;
        }
        return switch (gateway) {
            case "zammad" -> isSame("sha1=" + sha1(body), header.apply("X-Hub-Signature"));
            case "zendesk" -> {
                String at = header.apply("X-Zendesk-Webhook-Signature-Timestamp");
                String signature = Base64.getEncoder().encodeToString(new HmacSha256(secret).sign(at, body));
                yield isRecent(at, now) && isSame(signature, header.apply("X-Zendesk-Webhook-Signature"));
            }
            default -> {
                String at = header.apply("X-Relaydesk-Timestamp");
                String signature = "sha256=" + new HmacSha256(secret).hex(at + ".", body);
                yield isRecent(at, now) && isSame(signature, header.apply("X-Relaydesk-Signature"));
            }
        };
    }

    /** Zammad signs with nothing newer. */
    private String sha1(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSame(String expected, String claimed) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), claimed.getBytes(UTF_8));
    }

    /** Seconds since 1970, or a time in ISO 8601. */
    private static boolean isRecent(String at, Instant now) {
        try {
            Instant sent = at.matches("[0-9]{1,12}") ? Instant.ofEpochSecond(Long.parseLong(at)) : Instant.parse(at);
            return Duration.between(sent, now).abs().compareTo(WINDOW) <= 0;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
