package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.delivery.Receipt;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns one element of {@code statuses} into a receipt. */
final class WhatsAppStatus {

    private WhatsAppStatus() {}

    /** Null when it does not say which message, or what became of it. */
    static @Nullable Receipt receipt(String account, JsonNode status, String payload, Instant now) {
        String id = Sane.id(status, "id");
        String name = Sane.field(status, "status", 32);
        if (id == null || name == null) {
            return null;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return new Receipt(
                WhatsAppTranslator.CHANNEL,
                account,
                id,
                lower.equals("played") ? "read" : lower,
                participant(status),
                Sane.field(status, "biz_opaque_callback_data", 512),
                ProviderTime.of(status.path("timestamp"), now),
                Sane.field(status.path("errors").path(0), "code", 32),
                payload);
    }

    private static String participant(JsonNode status) {
        String phone = Sane.id(status, "recipient_participant_id");
        String user = phone == null ? Sane.id(status, "recipient_participant_user_id") : phone;
        return user == null ? "" : user;
    }
}
