package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the model is told of a message: its text, the title of the button, or a short description in square brackets. */
final class MessageText {

    private MessageText() {}

    /** Null when the message is of a kind, or in a state, that nobody can read. */
    static @Nullable String of(JsonNode message, String type) {
        JsonNode body = message.path(type);
        String text = switch (type) {
            case "text" -> Sane.text(body, "body");
            case "image", "video" -> media(body, type, null);
            case "document" -> media(body, type, Sane.field(body, "filename", Sane.NAME));
            case "sticker" -> media(body, type, null);
            case "audio", "voice" ->
                media(body, type.equals("voice") || body.path("voice").asBoolean() ? "voice message" : type, null);
            case "location" -> location(body);
            case "contacts" -> contacts(body);
            case "interactive" -> interactive(body);
            case "button" -> first(body, "text", "payload");
            case "order" -> order(body);
            case "request_welcome" -> "[opened the chat for the first time]";
            default -> null;
        };
        if (text == null) {
            return null;
        }
        String product = Sane.field(message.path("context").path("referred_product"), "product_retailer_id", Sane.NAME);
        String whole = product == null ? text : text + "\n[about product " + product + "]";
        return Sane.text(whole, Sane.TEXT);
    }

    private static @Nullable String media(JsonNode body, String name, @Nullable String detail) {
        if (!body.isObject()) {
            return null;
        }
        String caption = Sane.text(body, "caption");
        return "[" + joined(" ", name, detail) + "]" + (caption == null ? "" : " " + caption);
    }

    private static @Nullable String location(JsonNode body) {
        String latitude = Sane.field(body, "latitude", 30);
        String longitude = Sane.field(body, "longitude", 30);
        if (latitude == null || longitude == null) {
            return null;
        }
        return "[location " + joined(", ", latitude, longitude, Sane.text(body, "name"), Sane.text(body, "address"))
                + "]";
    }

    private static @Nullable String contacts(JsonNode body) {
        var lines = new ArrayList<String>();
        for (JsonNode contact : body) {
            var parts = new ArrayList<@Nullable String>();
            parts.add(Sane.field(contact.path("name"), "formatted_name", Sane.NAME));
            for (JsonNode phone : contact.path("phones")) {
                parts.add(first(phone, "phone", "wa_id"));
            }
            for (JsonNode email : contact.path("emails")) {
                parts.add(Sane.field(email, "email", Sane.NAME));
            }
            lines.add(joined(" ", "[contact", joined(", ", parts.toArray(String[]::new))) + "]");
        }
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

    private static @Nullable String interactive(JsonNode body) {
        JsonNode button = body.path("button_reply");
        JsonNode row = body.path("list_reply");
        JsonNode form = body.path("nfm_reply");
        if (button.isObject()) {
            return first(button, "title", "id");
        }
        if (row.isObject()) {
            return bracketed("list", first(row, "title", "id"), Sane.text(row, "description"));
        }
        if (form.isObject()) {
            return bracketed("form", first(form, "name", "body"), Sane.text(form, "response_json"));
        }
        return null;
    }

    private static @Nullable String order(JsonNode body) {
        if (!body.isObject()) {
            return null;
        }
        String items = StreamSupport.stream(body.path("product_items").spliterator(), false)
                .map(MessageText::item)
                .collect(Collectors.joining(", "));
        return joined(" ", "[order" + (items.isEmpty() ? "" : " " + items) + "]", Sane.text(body, "text"));
    }

    private static String item(JsonNode item) {
        String price = joined(" ", Sane.field(item, "item_price", 40), Sane.field(item, "currency", 10));
        return joined(" ", Sane.field(item, "quantity", 40), "x", Sane.field(item, "product_retailer_id", Sane.NAME))
                + (price.isEmpty() ? "" : " at " + price);
    }

    private static @Nullable String bracketed(String kind, @Nullable String text, @Nullable String more) {
        return text == null ? null : joined(" ", "[" + kind + "]", text, more);
    }

    private static @Nullable String first(JsonNode node, String field, String otherField) {
        String value = Sane.text(node, field);
        return value == null ? Sane.text(node, otherField) : value;
    }

    private static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(separator));
    }
}
