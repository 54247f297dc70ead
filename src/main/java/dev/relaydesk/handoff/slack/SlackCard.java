package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.StaffEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A handoff as a message of Slack's: the same blocks for its whole life, with the buttons that fit its state. */
final class SlackCard {

    /** Our buttons' {@code action_id} begins so. */
    static final String ACTION = "handoff.";

    static final int SECTION = 3000;
    static final int HEADER = 150;

    private static final int LINES = 8;
    private static final int LINE = 330;
    private static final int DEEDS = 8;
    private static final int DEED = 220;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String notePrefix;

    SlackCard(String notePrefix) {
        this.notePrefix = notePrefix;
    }

    /** Text, blocks and metadata, for {@code chat.postMessage} and {@code chat.update} alike. */
    ObjectNode message(HandoffCard card) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("text", SlackText.inLine(headline(card) + ": " + reason(card), 300));
        message.put("unfurl_links", false).put("unfurl_media", false);
        message.putObject("metadata")
                .put("event_type", "relaydesk_handoff")
                .putObject("event_payload")
                .put("handoff_id", card.handoff().toString());
        ArrayNode blocks = message.putArray("blocks");
        plain(blocks.addObject().put("type", "header").putObject("text"), SlackText.plain(headline(card), HEADER));
        section(blocks, brief(card));
        if (!card.tried().isEmpty()) {
            section(blocks, deeds("Tried", card.tried()));
        }
        if (!card.open().isEmpty()) {
            section(blocks, deeds("Still open", card.open()));
        }
        if (!card.lines().isEmpty()) {
            section(blocks, lines(card.lines()));
        }
        context(blocks, status(card));
        if (!card.state().equals("ended")) {
            context(
                    blocks,
                    "What whoever took over writes in this thread goes to the customer. Begin with `"
                            + SlackText.inLine(notePrefix, 20) + "` to keep a message among us.");
        }
        buttons(blocks, card);
        return message;
    }

    private static String headline(HandoffCard card) {
        return switch (card.state()) {
            case "taken" -> card.customer() + " is looked after";
            case "ended" -> card.customer() + ": back with the bot";
            default -> card.customer() + " waits for a human";
        };
    }

    private static String reason(HandoffCard card) {
        return card.summary() == null || card.summary().isBlank() ? card.cause() : card.summary();
    }

    private static String brief(HandoffCard card) {
        var brief = new StringBuilder("*Why:* ").append(SlackText.inLine(card.cause(), 200));
        if (card.summary() != null && !card.summary().isBlank()) {
            brief.append("\n*Wants:* ").append(SlackText.inLine(card.summary(), 1500));
        }
        brief.append("\n*On:* ").append(SlackText.inLine(card.channel(), 50));
        if (card.department() != null) {
            brief.append(" · *Department:* ").append(SlackText.inLine(card.department(), 100));
        }
        if (!card.priority().equals("normal")) {
            brief.append(" · *Priority:* ").append(SlackText.inLine(card.priority(), 20));
        }
        return brief.toString();
    }

    private static String deeds(String title, List<Deed> deeds) {
        var shown = new StringBuilder("*" + title + ":*");
        for (Deed deed : deeds.subList(Math.max(0, deeds.size() - DEEDS), deeds.size())) {
            shown.append("\n• ")
                    .append(SlackText.inLine(deed.what(), DEED))
                    .append(" – ")
                    .append(SlackText.inLine(deed.outcome(), DEED / 2));
        }
        return shown.toString();
    }

    private static String lines(List<HandoffCard.Line> lines) {
        var shown = new StringBuilder();
        for (HandoffCard.Line line : lines.subList(Math.max(0, lines.size() - LINES), lines.size())) {
            shown.append(shown.isEmpty() ? ">*" : "\n>*")
                    .append(speaker(line.author()))
                    .append(":* ")
                    .append(SlackText.inLine(line.text(), LINE));
        }
        return shown.toString();
    }

    private static String speaker(String author) {
        return switch (author) {
            case "customer" -> "Customer";
            case "bot" -> "Bot";
            case "agent" -> "Staff";
            default -> "System";
        };
    }

    private static String status(HandoffCard card) {
        String since = "Waiting since " + date(card.since());
        if (card.state().equals("waiting")) {
            return since;
        }
        String who = card.colleague() == null ? "somebody" : SlackText.inLine(card.colleague(), 100);
        String taken = card.takenAt() == null
                ? "Never taken"
                : ":white_check_mark: Taken by *" + who + "* at " + date(card.takenAt());
        return card.state().equals("taken") ? taken : taken + " · ended";
    }

    /** Slack shows each reader his own time zone. */
    static String date(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{time}, {date_short_pretty}|" + UTC.format(at) + ">";
    }

    private static void buttons(ArrayNode blocks, HandoffCard card) {
        ObjectNode actions = blocks.addObject().put("type", "actions").put("block_id", ACTION + card.handoff());
        ArrayNode buttons = actions.putArray("elements");
        switch (card.state()) {
            case "waiting" -> button(buttons, StaffEvent.TAKE, "Take over", card, "primary");
            case "taken" -> button(buttons, StaffEvent.HAND_BACK, "Hand back to the bot", card, null);
            default -> {
                // Nothing is left to be done.
            }
        }
        button(buttons, "open", "Open", card, null).put("url", SlackText.plain(card.url(), 3000));
    }

    private static ObjectNode button(
            ArrayNode buttons, String action, String label, HandoffCard card, @Nullable String style) {
        ObjectNode button = buttons.addObject().put("type", "button").put("action_id", ACTION + action);
        plain(button.putObject("text"), label);
        if (style != null) {
            button.put("style", style);
        }
        return button.put("value", card.handoff().toString());
    }

    private static void section(ArrayNode blocks, String text) {
        markup(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    private static void context(ArrayNode blocks, String text) {
        markup(blocks.addObject().put("type", "context").putArray("elements").addObject(), text);
    }

    /** Verbatim: Slack makes no mention of what only looks like one. */
    private static void markup(ObjectNode object, String text) {
        object.put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    private static void plain(ObjectNode object, String text) {
        object.put("type", "plain_text")
                .put("text", text.isEmpty() ? "–" : text)
                .put("emoji", false);
    }
}
