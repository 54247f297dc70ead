package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Slack's {@code v0} signature with one signing secret: over the time and the bytes exactly as they arrived. */
final class SlackSignature {

    /** How far Slack's clock may be from ours, either way. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String VERSION = "v0";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    private static final Pattern HEADER = Pattern.compile("v0=[0-9a-f]{64}");

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException for an empty secret, which would make everything valid that is signed with nothing
     */
    SlackSignature(String signingSecret) {
        key = new SecretKeySpec(signingSecret.getBytes(UTF_8), ALGORITHM);
    }

    /** Whether a time is neither too old nor from the future. */
    static boolean isFresh(String timestamp, Instant now) {
        return TIMESTAMP.matcher(timestamp).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(WINDOW)
                        <= 0;
    }

    /** Takes the same time wherever the difference lies. */
    boolean matches(byte[] body, String timestamp, String header) {
        return HEADER.matcher(header).matches()
                && TIMESTAMP.matcher(timestamp).matches()
                && MessageDigest.isEqual(
                        header.getBytes(US_ASCII), header(body, timestamp).getBytes(US_ASCII));
    }

    /** The value of {@code X-Slack-Signature} for exactly these bytes. */
    String header(byte[] body, String timestamp) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((VERSION + ":" + timestamp + ":").getBytes(US_ASCII));
            return VERSION + "=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
