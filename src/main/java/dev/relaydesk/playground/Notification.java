package dev.relaydesk.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A customer's message as WhatsApp's Cloud API notifies of it: in ASCII, and signed over exactly these bytes. */
record Notification(byte[] body, String signature) {

    /** Meta escapes everything beyond ASCII, so the bytes that are signed have only one reading. */
    private static final ObjectMapper ASCII = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    /** What a customer typed. */
    static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", Map.of("body", text));
    }

    /** A button that a customer pressed. */
    static Map<String, Object> pressed(SimulatedAccount account, Offers.Offer offer) {
        var reply = Map.of("id", offer.choice().id(), "title", offer.choice().title());
        return Map.of(
                "context",
                Map.of("from", account.phoneNumberId(), "id", offer.messageId()),
                "type",
                "interactive",
                "interactive",
                Map.of("type", "button_reply", "button_reply", reply));
    }

    /** @param content the message's type, and what comes with it */
    static Notification of(
            SimulatedAccount account,
            String from,
            String name,
            String id,
            Map<String, Object> content,
            Instant saidAt) {
        Map<String, Object> message = new HashMap<>(content);
        message.put("from", from);
        message.put("id", id);
        message.put("timestamp", Long.toString(saidAt.getEpochSecond()));
        var value = Map.of(
                "messaging_product",
                "whatsapp",
                "metadata",
                Map.of("display_phone_number", "15550100000", "phone_number_id", account.phoneNumberId()),
                "contacts",
                List.of(Map.of("profile", Map.of("name", name), "wa_id", from)),
                "messages",
                List.of(message));
        var notification = Map.of(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Map.of("id", "playground", "changes", List.of(Map.of("field", "messages", "value", value)))));
        try {
            byte[] body = ASCII.writeValueAsBytes(notification);
            return new Notification(body, signed(account, body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in {@code X-Hub-Signature-256} for this body. */
    static String signed(SimulatedAccount account, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(account.appSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
