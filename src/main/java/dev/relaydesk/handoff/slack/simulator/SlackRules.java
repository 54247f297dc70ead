package dev.relaydesk.handoff.slack.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What Slack refuses of a message: the documented limits of text and blocks. */
final class SlackRules {

    private SlackRules() {}

    /** Slack's word for what is wrong; empty when nothing is. */
    static String fault(JsonNode message) {
        String text = message.path("text").asText();
        if (text.isBlank() && message.path("blocks").isEmpty()) {
            return "no_text";
        }
        if (text.length() > 40_000) {
            return "msg_too_long";
        }
        boolean wrong = message.path("blocks").size() > 50;
        for (JsonNode block : message.path("blocks")) {
            wrong |= !isRight(block);
        }
        return wrong ? "invalid_blocks" : "";
    }

    private static boolean isRight(JsonNode block) {
        boolean named = block.path("block_id").asText().length() <= 255;
        return named
                && switch (block.path("type").asText()) {
                    case "header" ->
                        block.at("/text/type").asText().equals("plain_text") && isText(block.path("text"), 150);
                    case "section" -> isText(block.path("text"), 3000);
                    case "context" -> all(block, 10, each -> isText(each, 2000));
                    case "actions" -> all(block, 25, SlackRules::isButton);
                    default -> false;
                };
    }

    private static boolean isText(JsonNode text, int limit) {
        String type = text.path("type").asText();
        int length = text.path("text").asText().length();
        boolean fits = length > 0 && length <= limit;
        return fits
                && switch (type) {
                    case "mrkdwn" -> !text.has("emoji");
                    case "plain_text" -> !text.has("verbatim");
                    default -> false;
                };
    }

    private static boolean isButton(JsonNode button) {
        return button.path("type").asText().equals("button")
                && button.at("/text/type").asText().equals("plain_text")
                && isText(button.path("text"), 75)
                && button.path("value").asText().length() <= 2000
                && button.path("action_id").asText().length() <= 255
                && button.path("url").asText().length() <= 3000;
    }

    private interface Rule {
        boolean holdsFor(JsonNode element);
    }

    private static boolean all(JsonNode block, int most, Rule rule) {
        JsonNode elements = block.path("elements");
        boolean right = !elements.isEmpty() && elements.size() <= most;
        for (JsonNode element : elements) {
            right &= rule.holdsFor(element);
        }
        return right;
    }
}
