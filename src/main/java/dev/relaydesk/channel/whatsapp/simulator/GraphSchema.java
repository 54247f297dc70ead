package dev.relaydesk.channel.whatsapp.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Meta's rules for what is sent, stricter where its own description is lax: a property nobody knows is refused. */
final class GraphSchema {

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,20}");
    private static final Pattern USER = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
    private static final Set<String> COMMON = Set.of(
            "messaging_product", "recipient_type", "to", "recipient", "type", "context", "biz_opaque_callback_data");
    private static final Set<String> BUTTON = Set.of("type", "sub_type", "index", "parameters");
    private static final Set<String> MEDIA = Set.of("id", "link", "caption", "filename", "voice");

    /** A rule that a body breaks; becomes error 100. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        Broken(String rule) {
            super(rule, null, false, false);
        }
    }

    private GraphSchema() {}

    static boolean isReadMark(JsonNode body) {
        return body.has("status");
    }

    static void checkReadMark(JsonNode body) throws Broken {
        only(body, Set.of("messaging_product", "status", "message_id", "typing_indicator"));
        product(body);
        rule("read".equals(body.path("status").asText()), "status must be read");
        text(body, "message_id", 1, 512);
        if (body.has("typing_indicator")) {
            only(body.path("typing_indicator"), Set.of("type"));
            rule(
                    "text".equals(body.path("typing_indicator").path("type").asText()),
                    "typing_indicator.type must be text");
        }
    }

    static void checkMessage(JsonNode body) throws Broken {
        product(body);
        String type = body.path("type").asText("text");
        var allowed = new HashSet<>(COMMON);
        allowed.add(type);
        only(body, allowed);
        String recipientType = body.path("recipient_type").asText("individual");
        rule(Set.of("individual", "group").contains(recipientType), "recipient_type is not known");
        rule(body.has("to") || body.has("recipient"), "to or recipient is required");
        if (body.has("to") && recipientType.equals("individual")) {
            rule(PHONE.matcher(body.path("to").asText()).matches(), "to is not a phone number");
        }
        if (body.has("recipient")) {
            rule(USER.matcher(body.path("recipient").asText()).matches(), "recipient is not a user id");
        }
        if (body.has("biz_opaque_callback_data")) {
            text(body, "biz_opaque_callback_data", 1, 512);
        }
        if (body.has("context")) {
            only(body.path("context"), Set.of("message_id"));
            text(body.path("context"), "message_id", 1, 512);
        }
        JsonNode content = body.path(type);
        rule(content.isObject(), type + " is required");
        switch (type) {
            case "text" -> {
                only(content, Set.of("body", "preview_url"));
                text(content, "body", 1, 4096);
                rule(
                        !content.has("preview_url")
                                || content.path("preview_url").isBoolean(),
                        "preview_url must be boolean");
            }
            case "interactive" -> interactive(content);
            case "template" -> {
                only(content, Set.of("name", "language", "components"));
                text(content, "name", 1, 512);
                text(content.path("language"), "code", 2, 12);
                for (JsonNode component : content.path("components")) {
                    component(component);
                }
            }
            case "image", "video", "audio", "document", "sticker" -> {
                only(content, MEDIA);
                rule(content.has("id") != content.has("link"), "either id or link is required");
                rule(content.path("caption").asText().length() <= 1024, "caption is too long");
            }
            case "reaction" -> only(content, Set.of("message_id", "emoji"));
            default -> throw new Broken("type " + type + " is not known");
        }
    }

    /** Meta refuses line breaks and runs of spaces in a parameter, and empty ones. */
    private static void component(JsonNode component) throws Broken {
        String type = component.path("type").asText();
        only(component, type.equals("button") ? BUTTON : Set.of("type", "parameters"));
        rule(Set.of("header", "body", "button").contains(type), "component.type is not known");
        for (JsonNode parameter : component.path("parameters")) {
            String kind = parameter.path("type").asText();
            only(parameter, Set.of("type", kind));
            switch (kind) {
                case "text" -> {
                    text(parameter, "text", 1, 1024);
                    rule(
                            !parameter.path("text").asText().matches("(?s).*([\\n\\r\\t]| {5}).*"),
                            "a parameter has no line breaks and no runs of spaces");
                }
                case "payload" -> text(parameter, "payload", 1, 256);
                default -> throw new Broken("parameter.type is not known");
            }
        }
    }

    private static void interactive(JsonNode content) throws Broken {
        only(content, Set.of("type", "header", "body", "footer", "action"));
        JsonNode action = content.path("action");
        only(content.path("body"), Set.of("text"));
        switch (content.path("type").asText()) {
            case "button" -> {
                text(content.path("body"), "text", 1, 1024);
                only(action, Set.of("buttons"));
                buttons(action.path("buttons"));
            }
            case "list" -> {
                text(content.path("body"), "text", 1, 4096);
                only(action, Set.of("button", "sections"));
                text(action, "button", 1, 20);
                sections(action.path("sections"));
            }
            default -> throw new Broken("interactive.type is not known");
        }
        if (content.has("footer")) {
            text(content.path("footer"), "text", 1, 60);
        }
    }

    private static void buttons(JsonNode buttons) throws Broken {
        rule(buttons.isArray() && buttons.size() >= 1 && buttons.size() <= 3, "one to three buttons");
        var seen = new HashSet<String>();
        for (JsonNode button : buttons) {
            only(button, Set.of("type", "reply"));
            rule("reply".equals(button.path("type").asText()), "button.type must be reply");
            only(button.path("reply"), Set.of("id", "title"));
            text(button.path("reply"), "id", 1, 256);
            String id = button.path("reply").path("id").asText();
            rule(id.equals(id.strip()), "a button's id has no spaces at its ends");
            text(button.path("reply"), "title", 1, 20);
            rule(seen.add("id " + id), "button ids must differ");
            rule(seen.add("title " + button.path("reply").path("title").asText()), "button titles must differ");
        }
    }

    private static void sections(JsonNode sections) throws Broken {
        rule(sections.isArray() && sections.size() >= 1 && sections.size() <= 10, "one to ten sections");
        int rows = 0;
        for (JsonNode section : sections) {
            rule(sections.size() == 1 || section.path("title").asText().length() > 0, "a section needs a title");
            rule(section.path("title").asText().length() <= 24, "section title is too long");
            for (JsonNode row : section.path("rows")) {
                rows++;
                text(row, "id", 1, 200);
                text(row, "title", 1, 24);
                rule(row.path("description").asText().length() <= 72, "row description is too long");
            }
        }
        rule(rows >= 1 && rows <= 10, "one to ten rows altogether");
    }

    private static void product(JsonNode body) throws Broken {
        rule("whatsapp".equals(body.path("messaging_product").asText()), "messaging_product must be whatsapp");
    }

    private static void text(JsonNode node, String name, int shortest, int longest) throws Broken {
        JsonNode value = node.path(name);
        rule(
                value.isTextual()
                        && value.asText().length() >= shortest
                        && value.asText().length() <= longest,
                name + " must be a text of " + shortest + " to " + longest + " characters");
    }

    private static void only(JsonNode node, Set<String> allowed) throws Broken {
        List<String> unknown = node.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> !allowed.contains(name))
                .toList();
        rule(node.isObject() && unknown.isEmpty(), "Unexpected key " + unknown);
    }

    private static void rule(boolean kept, String rule) throws Broken {
        if (!kept) {
            throw new Broken(rule);
        }
    }
}
