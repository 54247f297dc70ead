package dev.relaydesk.ticket.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and checks bytes with a secret that both sides know. */
public final class HmacSha256 {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * With a secret of at least one character.
     *
     * @throws IllegalArgumentException for an empty one
     */
    public HmacSha256(String secret) {
        key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /** Over the prefix and the bytes behind it. */
    public String hex(String prefix, byte[] body) {
        return HexFormat.of().formatHex(sign(prefix, body));
    }

    public byte[] sign(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(prefix.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In constant time. */
    public boolean matches(String prefix, byte[] body, String claimed) {
        return MessageDigest.isEqual(hex(prefix, body).getBytes(UTF_8), claimed.getBytes(UTF_8));
    }
}
