package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How WhatsApp names a person: by a parent user id, a business-scoped user id, a phone number, or several of them.
 *
 * @param keys strongest first; empty when nobody is named
 * @param name as the person calls himself; hostile
 */
record WhatsAppIdentity(List<String> keys, @Nullable String name) {

    /** Two letters of a country, a dot, letters and digits; in the parent form {@code ENT.} comes between. */
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,20}");
    private static final Pattern OPAQUE = Pattern.compile("[!-~]{1,128}");

    WhatsAppIdentity {
        keys = List.copyOf(keys);
    }

    /** Who wrote a message, completed by the contact that belongs to it. */
    static WhatsAppIdentity ofSender(JsonNode message, JsonNode value) {
        var named = new LinkedHashSet<String>();
        addUserId(named, message, "from_parent_user_id", "parent:");
        addUserId(named, message, "from_user_id", "user:");
        addAny(named, message, "from");
        return completed(named, value, value.path("messages").size() == 1);
    }

    /** The customer whom one of us wrote to from the business phone. */
    static WhatsAppIdentity ofRecipient(JsonNode echo, JsonNode value) {
        var named = new LinkedHashSet<String>();
        addUserId(named, echo, "to_parent_user_id", "parent:");
        addUserId(named, echo, "to_user_id", "user:");
        addAny(named, echo, "to");
        return completed(named, value, value.path("message_echoes").size() == 1);
    }

    /** The key for an id of which the field does not tell the kind; null when it looks like none. */
    static @Nullable String key(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String stripped = id.strip();
        var user = USER_ID.matcher(stripped);
        if (user.matches()) {
            return (user.group(1) == null ? "user:" : "parent:") + stripped;
        }
        if (PHONE.matcher(stripped).matches()) {
            return "phone:" + (stripped.startsWith("+") ? stripped.substring(1) : stripped);
        }
        return null;
    }

    /** Contacts belong to messages by id, never by position; only one contact with one nameless message is sure too. */
    private static WhatsAppIdentity completed(LinkedHashSet<String> named, JsonNode value, boolean alone) {
        JsonNode contacts = value.path("contacts");
        for (JsonNode contact : contacts) {
            var keys = new LinkedHashSet<String>();
            addUserId(keys, contact, "parent_user_id", "parent:");
            addUserId(keys, contact, "user_id", "user:");
            addAny(keys, contact, "wa_id");
            boolean same = named.isEmpty()
                    ? alone && contacts.size() == 1
                    : keys.stream().anyMatch(named::contains);
            if (same) {
                named.addAll(keys);
                return new WhatsAppIdentity(strongestFirst(named), name(contact));
            }
        }
        return new WhatsAppIdentity(strongestFirst(named), null);
    }

    private static @Nullable String name(JsonNode contact) {
        String name = Sane.field(contact.path("profile"), "name", Sane.NAME);
        return name == null ? Sane.field(contact.path("profile"), "username", Sane.NAME) : name;
    }

    private static void addUserId(LinkedHashSet<String> keys, JsonNode node, String field, String kind) {
        String id = Sane.field(node, field, Integer.MAX_VALUE);
        if (id != null && OPAQUE.matcher(id.strip()).matches()) {
            keys.add(kind + id.strip());
        }
    }

    private static void addAny(LinkedHashSet<String> keys, JsonNode node, String field) {
        String key = key(Sane.field(node, field, Integer.MAX_VALUE));
        if (key != null) {
            keys.add(key);
        }
    }

    private static List<String> strongestFirst(LinkedHashSet<String> keys) {
        var sorted = new ArrayList<String>(keys.size());
        for (String kind : List.of("parent:", "user:", "phone:")) {
            keys.stream().filter(key -> key.startsWith(kind)).forEach(sorted::add);
        }
        return sorted;
    }
}
