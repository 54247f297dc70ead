package dev.relaydesk.channel.whatsapp.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs notifications as Meta does: over a body that is written in ASCII. */
public final class WebhookSigner {

    private static final String DIGITS = "0123456789abcdef";

    private final byte[] secret;

    public WebhookSigner(String appSecret) {
        this.secret = appSecret.getBytes(UTF_8);
    }

    /** JSON in Meta's wire form: a slash as {@code \/}, everything outside ASCII as {@code \}{@code u} and lower-case hex. */
    public static byte[] wireForm(String json) {
        var wire = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '/' && (i == 0 || json.charAt(i - 1) != '\\')) {
                wire.append("\\/");
            } else if (c < 128) {
                wire.append(c);
            } else {
                wire.append('\\').append('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    wire.append(DIGITS.charAt(c >> shift & 15));
                }
            }
        }
        return wire.toString().getBytes(US_ASCII);
    }

    /** The value of {@code X-Hub-Signature-256} for exactly these bytes. */
    public String header(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var header = new StringBuilder("sha256=");
            for (byte b : mac.doFinal(body)) {
                header.append(DIGITS.charAt(b >> 4 & 15)).append(DIGITS.charAt(b & 15));
            }
            return header.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
