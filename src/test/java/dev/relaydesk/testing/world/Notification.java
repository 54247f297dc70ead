package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * One webhook body, signed, with the messages it carries.
 *
 * @param body the exact bytes of Meta's wire form
 */
public record Notification(byte[] body, String signature, List<Said> carries) {

    /** The bytes of the whole request. */
    byte[] request() {
        byte[] head =
                ("POST /webhooks/whatsapp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nx-hub-signature-256: "
                                + signature + "\r\ncontent-length: " + body.length + "\r\n\r\n")
                        .getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
