package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.handoff.StaffEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body brought from and about staff.
 *
 * @param receipts what became of our notices
 */
record StaffPost(List<Word> words, List<Receipt> receipts) {

    static final StaffPost NONE = new StaffPost(List.of(), List.of());

    StaffPost {
        words = List.copyOf(words);
        receipts = List.copyOf(receipts);
    }

    boolean isEmpty() {
        return words.isEmpty() && receipts.isEmpty();
    }

    /**
     * Something a colleague wrote or pressed.
     *
     * @param account our number that it was written to
     * @param number the colleague's, as the staff list writes it
     * @param userKeys how WhatsApp names the colleague besides
     * @param event null for what cannot be passed on: a picture, a voice note
     */
    record Word(
            String account,
            String number,
            List<String> userKeys,
            Instant saidAt,
            String providerId,
            @Nullable StaffEvent event) {

        Word {
            userKeys = List.copyOf(userKeys);
        }
    }
}
