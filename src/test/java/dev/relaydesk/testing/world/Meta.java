package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Meta's side of the webhook: writes notifications in its wire form and signs them with the app secret. */
public final class Meta {

    private static final HexFormat HEX = HexFormat.of();

    private final ThreadLocal<Mac> mac;
    private final String phoneNumberId;

    Meta(String appSecret, String phoneNumberId) {
        this.phoneNumberId = phoneNumberId;
        this.mac = ThreadLocal.withInitial(() -> macFor(appSecret));
    }

    /** One notification with all these messages, each in a change of its own as a batch has them. */
    public Notification messages(List<Said> messages) {
        return sign(envelope(messages.stream().map(this::messageChange).collect(Collectors.joining(","))), messages);
    }

    /** The statuses of one send, in one notification. */
    Notification statuses(Send send, List<String> statuses) {
        String all = statuses.stream()
                .map(
                        status -> "{\"id\":\"" + send.providerId() + "\",\"status\":\"" + status + "\",\"timestamp\":\""
                                + System.currentTimeMillis() / 1000 + "\",\"recipient_id\":\"" + send.to() + "\""
                                + (send.correlationId() == null
                                        ? ""
                                        : ",\"biz_opaque_callback_data\":" + AsciiJson.quote(send.correlationId()))
                                + ",\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"type\":\"regular\",\"category\":\"service\"}}")
                .collect(Collectors.joining(","));
        return sign(envelope(change("\"statuses\":[" + all + "]")), List.of());
    }

    /** Any bytes, signed. */
    public Notification sign(byte[] body, List<Said> carries) {
        return new Notification(body, "sha256=" + HEX.formatHex(mac.get().doFinal(body)), carries);
    }

    /** Any changes as one body. */
    public byte[] envelope(String changes) {
        return ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\",\"changes\":["
                        + changes + "]}]}")
                .getBytes(US_ASCII);
    }

    /** A change of the field {@code messages} with these contents. */
    public String change(String contents) {
        return "{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"442079460142\","
                + "\"phone_number_id\":\"" + phoneNumberId + "\"}," + contents + "},\"field\":\"messages\"}";
    }

    /** The change that carries one customer's text. */
    public String messageChange(Said message) {
        int conversation = message.token().conversation();
        String phone = phone(conversation);
        String user = "GB." + (100_000_000L + conversation);
        return change("\"contacts\":[{\"profile\":{\"name\":" + AsciiJson.quote("Zoë / " + conversation)
                + "},\"wa_id\":\"" + phone
                + "\",\"user_id\":\"" + user + "\"}],\"messages\":[{\"from\":\"" + phone + "\",\"from_user_id\":\""
                + user
                + "\",\"id\":\"" + message.providerId() + "\",\"timestamp\":\""
                + message.at().getEpochSecond()
                + "\",\"type\":\"text\",\"text\":{\"body\":"
                + AsciiJson.quote("Where is my parcel " + message.token() + "? Grüße 😀") + "}}]");
    }

    static String phone(int conversation) {
        return Long.toString(447_700_000_000L + conversation);
    }

    static String providerId(Token token) {
        return "wamid." + Base64.getEncoder().encodeToString((phone(token.conversation()) + token).getBytes(UTF_8));
    }

    private static Mac macFor(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
