package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.conversation.InboundEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code messages} or {@code message_echoes} on its way to an event.
 *
 * @param value the object it came in, for the contacts
 */
record WhatsAppMessage(String account, JsonNode node, JsonNode value, String payload, Instant now) {

    private static final String CHANNEL = WhatsAppTranslator.CHANNEL;

    InboundEvent received() {
        String id = Sane.id(node, "id");
        if (id == null) {
            return stored(account, payload, now);
        }
        WhatsAppIdentity sender = WhatsAppIdentity.ofSender(node, value);
        String type = type(node);
        if (sender.keys().isEmpty() || !node.path("group_id").isMissingNode()) {
            return event(id, Kind.STORED, sender, type, null, null, null);
        }
        return switch (type) {
            case "reaction" -> {
                String original = Sane.id(node.path(type), "message_id");
                String emoji = Sane.field(node.path(type), "emoji", 64);
                yield event(
                        id,
                        original == null ? Kind.STORED : Kind.REACTION,
                        sender,
                        type,
                        emoji == null || emoji.isBlank() ? null : emoji,
                        original,
                        null);
            }
            case "system" -> system(id, sender);
            case "edit" -> edit(id, sender);
            case "revoke" -> {
                String original = Sane.id(node.path(type), "original_message_id");
                yield event(id, original == null ? Kind.STORED : Kind.REVOKE, sender, type, null, original, null);
            }
            default -> {
                String text = MessageText.of(node, type);
                yield event(id, text == null ? Kind.UNREADABLE : Kind.MESSAGE, sender, type, text, null, null);
            }
        };
    }

    /** One of us answered from the business phone. */
    InboundEvent echoed() {
        String id = Sane.id(node, "id");
        if (id == null) {
            return stored(account, payload, now);
        }
        WhatsAppIdentity customer = WhatsAppIdentity.ofRecipient(node, value);
        boolean known = !customer.keys().isEmpty() && node.path("group_id").isMissingNode();
        String type = type(node);
        return event(id, known ? Kind.ECHO : Kind.STORED, customer, type, MessageText.of(node, type), null, null);
    }

    /** Something that is kept and nothing else, under an id that redelivery makes again. */
    static InboundEvent stored(String account, String payload, Instant saidAt) {
        return new InboundEvent(
                CHANNEL,
                account,
                Sane.hash(payload),
                Kind.STORED,
                List.of(),
                null,
                saidAt,
                null,
                null,
                null,
                null,
                null,
                payload);
    }

    /** The same event, only kept. */
    static InboundEvent unanswered(InboundEvent event) {
        return new InboundEvent(
                event.channel(),
                event.account(),
                event.providerId(),
                Kind.STORED,
                event.senderKeys(),
                event.senderName(),
                event.saidAt(),
                event.messageKind(),
                event.text(),
                event.choiceId(),
                event.refersTo(),
                event.newKey(),
                event.payload());
    }

    private InboundEvent edit(String id, WhatsAppIdentity sender) {
        JsonNode edit = node.path("edit");
        String original = Sane.id(edit, "original_message_id");
        JsonNode changed = edit.path("message");
        String text = MessageText.of(changed, type(changed));
        Kind kind = original == null || text == null ? Kind.STORED : Kind.EDIT;
        return event(id, kind, sender, type(changed), text, original, null);
    }

    /** The sender is the old identity, the body names the new one; there is no contact. */
    private InboundEvent system(String id, WhatsAppIdentity sender) {
        JsonNode system = node.path("system");
        String newKey = switch (type(system)) {
            case "user_changed_number", "customer_changed_number" -> firstKey(system, "wa_id", "new_wa_id", "user_id");
            case "user_changed_user_id" -> firstKey(system, "user_id", "wa_id");
            default -> null;
        };
        List<String> old =
                sender.keys().stream().filter(key -> !key.equals(newKey)).toList();
        boolean moved = newKey != null && !old.isEmpty();
        return event(
                id,
                moved ? Kind.NUMBER_CHANGE : Kind.STORED,
                new WhatsAppIdentity(moved ? old : sender.keys(), sender.name()),
                "system",
                null,
                null,
                moved ? newKey : null);
    }

    private static @Nullable String firstKey(JsonNode node, String... fields) {
        for (String field : fields) {
            String key = WhatsAppIdentity.key(Sane.field(node, field, Integer.MAX_VALUE));
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    /** Of a button under one of our messages, or of a template's; lists are not sent, so they are only text. */
    private @Nullable String choiceId(String type) {
        return switch (type) {
            case "interactive" -> Sane.id(node.path(type).path("button_reply"), "id");
            case "button" -> Sane.id(node.path(type), "payload");
            default -> null;
        };
    }

    private static String type(JsonNode node) {
        String type = Sane.field(node, "type", 64);
        return type == null ? "unknown" : type.toLowerCase(Locale.ROOT);
    }

    private InboundEvent event(
            String id,
            Kind kind,
            WhatsAppIdentity who,
            String messageKind,
            @Nullable String text,
            @Nullable String refersTo,
            @Nullable String newKey) {
        return new InboundEvent(
                CHANNEL,
                account,
                id,
                kind,
                who.keys(),
                who.name(),
                ProviderTime.of(node.path("timestamp"), now),
                messageKind,
                text,
                kind == Kind.MESSAGE ? choiceId(messageKind) : null,
                refersTo,
                newKey,
                payload);
    }
}
