package dev.relaydesk.channel.whatsapp;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One business number and its keys.
 *
 * @param signatures one for each app secret that is still accepted
 */
record WhatsAppAccount(
        String phoneNumberId,
        URI apiUrl,
        String apiVersion,
        String accessToken,
        List<WhatsAppSignature> signatures,
        String verifyToken) {

    WhatsAppAccount {
        signatures = List.copyOf(signatures);
    }

    URI messagesUrl() {
        return URI.create(numberUrl() + "/messages");
    }

    URI numberUrl() {
        String base = apiUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/" + apiVersion + "/"
                + phoneNumberId);
    }

    boolean signed(byte[] body, @Nullable String header) {
        return signatures.stream().anyMatch(signature -> signature.matches(body, header));
    }

    /** Without the keys, because records end up in logs. */
    @Override
    public String toString() {
        return "WhatsAppAccount[" + phoneNumberId + "]";
    }
}
