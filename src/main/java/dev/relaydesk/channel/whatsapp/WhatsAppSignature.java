package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks {@code X-Hub-Signature-256} against one app secret: HMAC-SHA256 over the bytes exactly as they arrived. */
final class WhatsAppSignature {

    private static final String PREFIX = "sha256=";
    private static final int LENGTH = PREFIX.length() + 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException for an empty secret, which would make every body valid that is signed with nothing
     */
    WhatsAppSignature(String appSecret) {
        key = new SecretKeySpec(appSecret.getBytes(UTF_8), ALGORITHM);
    }

    boolean matches(byte[] body, @Nullable String header) {
        byte[] claimed = decode(header);
        return claimed != null && MessageDigest.isEqual(claimed, sign(body));
    }

    private byte[] sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte @Nullable [] decode(@Nullable String header) {
        if (header == null || header.length() != LENGTH || !header.startsWith(PREFIX)) {
            return null;
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            char c = header.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return null;
            }
        }
        return HexFormat.of().parseHex(header, PREFIX.length(), LENGTH);
    }
}
