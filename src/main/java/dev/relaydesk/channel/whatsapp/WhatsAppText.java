package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.delivery.Speech;
import java.util.List;

/** Makes an answer readable on WhatsApp. */
final class WhatsAppText {

    WhatsAppText(WhatsAppConfig.Citations citations) {}

    List<String> render(Speech speech) {
        return List.of(speech.markdown().isBlank() ? "…" : speech.markdown());
    }
}
