package dev.relaydesk.ticket.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and checks by itself, on purpose without the code of the side that it plays against. */
final class Signatures {

    private final SecretKeySpec key;

    Signatures(String secret) {
        key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    }

    boolean isOn(HttpExchange exchange, byte[] body) {
        String at = exchange.getRequestHeaders().getFirst("X-Relaydesk-Timestamp");
        String claimed = exchange.getRequestHeaders().getFirst("X-Relaydesk-Signature");
        String target = exchange.getRequestURI().toString();
        String expected = sign(at + "." + exchange.getRequestMethod() + " " + target + ".", body);
        return claimed != null && MessageDigest.isEqual(expected.getBytes(UTF_8), claimed.getBytes(UTF_8));
    }

    String sign(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(prefix.getBytes(UTF_8));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
