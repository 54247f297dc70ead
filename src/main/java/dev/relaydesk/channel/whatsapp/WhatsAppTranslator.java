package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.platform.json.BoundedJson;
import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a webhook's body apart: every entry, change, message, status and error of it. What it does not know it keeps as
 * {@link InboundEvent.Kind#STORED}; one broken element never loses its neighbours.
 */
final class WhatsAppTranslator {

    static final String CHANNEL = "whatsapp";

    /** Meta sends up to 1000 updates at once; the smallest real one has about 200 bytes, and a body 3 MB. */
    private static final int MOST_ELEMENTS = 20_000;

    private final Clock clock;

    WhatsAppTranslator(Clock clock) {
        this.clock = clock;
    }

    /** What a body brought; that of staff is only set apart later, because who is staff stands in rows. */
    record Translation(List<InboundEvent> events, List<Receipt> receipts, StaffPost staff) {

        static final Translation EMPTY = new Translation(List.of(), List.of());

        Translation {
            events = List.copyOf(events);
            receipts = List.copyOf(receipts);
        }

        Translation(List<InboundEvent> events, List<Receipt> receipts) {
            this(events, receipts, StaffPost.NONE);
        }
    }

    /**
     * @throws Unreadable when nothing can be made of it: no JSON within the limits, or not WhatsApp's envelope
     */
    Translation translate(byte[] body) throws Unreadable {
        JsonNode root = Sane.BODY.object(body);
        JsonNode entries = root.path("entry");
        if (!"whatsapp_business_account".equals(root.path("object").asText()) || !entries.isArray()) {
            throw new Unreadable("not the envelope of WhatsApp");
        }
        var batch = new Batch(clock.instant());
        for (JsonNode entry : entries) {
            batch.entry(entry);
        }
        return new Translation(batch.events, batch.receipts);
    }

    /** The elements of one body, as they are found. */
    private static final class Batch {

        private final Instant now;
        private final List<InboundEvent> events = new ArrayList<>();
        private final List<Receipt> receipts = new ArrayList<>();

        Batch(Instant now) {
            this.now = now;
        }

        void entry(JsonNode entry) throws Unreadable {
            JsonNode changes = entry.path("changes");
            if (!changes.isArray()) {
                add(WhatsAppMessage.stored(account(entry, entry), BoundedJson.write(entry), now));
                return;
            }
            for (JsonNode change : changes) {
                change(entry, change);
            }
        }

        private void change(JsonNode entry, JsonNode change) throws Unreadable {
            JsonNode value = change.path("value");
            String account = account(entry, value);
            int before = events.size() + receipts.size();
            switch (change.path("field").asText()) {
                case "messages" -> {
                    for (JsonNode message : value.path("messages")) {
                        message(account, message, value, false);
                    }
                    for (JsonNode status : value.path("statuses")) {
                        status(account, status);
                    }
                    for (JsonNode error : value.path("errors")) {
                        add(WhatsAppMessage.stored(account, BoundedJson.write(error), now));
                    }
                }
                case "smb_message_echoes" -> {
                    for (JsonNode echo : value.path("message_echoes")) {
                        message(account, echo, value, true);
                    }
                }
                default -> {
                    // A field we did not ask for, or do not know yet: kept whole below.
                }
            }
            if (events.size() + receipts.size() == before) {
                add(WhatsAppMessage.stored(account, BoundedJson.write(change), now));
            }
        }

        private void message(String account, JsonNode node, JsonNode value, boolean echo) throws Unreadable {
            String payload = BoundedJson.write(node);
            var message = new WhatsAppMessage(account, node, value, payload, now);
            add(echo ? message.echoed() : message.received());
        }

        private void status(String account, JsonNode status) throws Unreadable {
            String payload = BoundedJson.write(status);
            Receipt receipt = WhatsAppStatus.receipt(account, status, payload, now);
            if (receipt == null) {
                add(WhatsAppMessage.stored(account, payload, now));
            } else {
                receipts.add(receipt);
                checkSize();
            }
        }

        private void add(InboundEvent event) throws Unreadable {
            events.add(event);
            checkSize();
        }

        private void checkSize() throws Unreadable {
            if (events.size() + receipts.size() > MOST_ELEMENTS) {
                throw new Unreadable("more than " + MOST_ELEMENTS + " elements");
            }
        }

        /** The number that a value is about; account-wide news carry none and go by the business account. */
        private static String account(JsonNode entry, JsonNode value) {
            String number = Sane.id(value.path("metadata"), "phone_number_id");
            if (number != null) {
                return number;
            }
            String business = Sane.id(entry, "id");
            return "business:" + (business == null ? "unknown" : business);
        }
    }
}
