package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.channel.whatsapp.StaffQueue.Waiting;
import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.StaffEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of messages to staff, within Meta's limits. Customers' words stay on lines of their own. */
final class StaffMessage {

    /** Before the notice's id in what comes back with each status. */
    static final String CORRELATION = "notice:";

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_INTERACTIVE = 1024;
    private static final int MOST_BUTTONS = 3;
    /** The template's own words need room within 1024 characters. */
    private static final int LONGEST_PARAMETER = 600;

    private static final int LONGEST_LINE = 200;
    private static final int LINES = 4;
    private static final int DEEDS = 2;
    private static final int DEED = 60;

    private final ObjectNode body;

    private StaffMessage(String number, UUID notice) {
        body = JsonNodeFactory.instance
                .objectNode()
                .put("messaging_product", WhatsAppTranslator.CHANNEL)
                .put("recipient_type", "individual")
                .put("to", number)
                .put("biz_opaque_callback_data", CORRELATION + notice);
    }

    /** Who waits and why, on one line. */
    static String line(HandoffCard card) {
        String summary = card.summary();
        String why = summary == null || summary.isBlank() ? card.cause() : summary;
        return flat(card.customer() + " (" + card.channel() + "): " + why, LONGEST_LINE);
    }

    static ObjectNode text(String number, UUID notice, String text) {
        var message = new StaffMessage(number, notice);
        message.body
                .put("type", "text")
                .putObject("text")
                .put("body", cut(text, LONGEST_TEXT))
                .put("preview_url", false);
        return message.body;
    }

    /** A text with one button; without it when the text is too long for one. */
    static ObjectNode withButton(String number, UUID notice, String text, String title, StaffButton button) {
        if (text.length() > LONGEST_INTERACTIVE) {
            return text(number, notice, text);
        }
        var message = new StaffMessage(number, notice);
        message.button(message.interactive(text), title, button);
        return message.body;
    }

    /** Within the colleague's window: the card, or a list with a button for each of the first. */
    static ObjectNode request(String number, UUID notice, HandoffCard card, List<Waiting> together) {
        if (together.size() == 1) {
            return withButton(
                    number,
                    notice,
                    cut(brief(card), LONGEST_INTERACTIVE),
                    "Take over",
                    new StaffButton(StaffEvent.TAKE, card.handoff()));
        }
        var message = new StaffMessage(number, notice);
        ArrayNode buttons = message.interactive(list(together));
        for (int i = 0; i < Math.min(together.size(), MOST_BUTTONS); i++) {
            message.button(
                    buttons,
                    "Take over " + (i + 1),
                    new StaffButton(StaffEvent.TAKE, together.get(i).handoff()));
        }
        return message.body;
    }

    /** Outside it: the approved template, with one parameter and one quick-reply button, for the first of them. */
    static ObjectNode template(String number, UUID notice, String name, String language, List<Waiting> together) {
        var message = new StaffMessage(number, notice);
        ObjectNode template =
                message.body.put("type", "template").putObject("template").put("name", name);
        template.putObject("language").put("code", language);
        ArrayNode components = template.putArray("components");
        int others = together.size() - 1;
        String who =
                flat(together.getFirst().line(), LONGEST_PARAMETER - 20) + (others == 0 ? "" : " (+ " + others + ")");
        components
                .addObject()
                .put("type", "body")
                .putArray("parameters")
                .addObject()
                .put("type", "text")
                .put("text", who);
        components
                .addObject()
                .put("type", "button")
                .put("sub_type", "quick_reply")
                .put("index", "0")
                .putArray("parameters")
                .addObject()
                .put("type", "payload")
                .put(
                        "payload",
                        new StaffButton(StaffEvent.TAKE, together.getFirst().handoff()).id());
        return message.body;
    }

    private ArrayNode interactive(String text) {
        ObjectNode interactive =
                body.put("type", "interactive").putObject("interactive").put("type", "button");
        interactive.putObject("body").put("text", cut(text, LONGEST_INTERACTIVE));
        return interactive.putObject("action").putArray("buttons");
    }

    private void button(ArrayNode buttons, String title, StaffButton button) {
        buttons.addObject()
                .put("type", "reply")
                .putObject("reply")
                .put("id", button.id())
                .put("title", title);
    }

    /** The link stands before the last lines, so that cutting cannot take it. */
    private static String brief(HandoffCard card) {
        var text = new StringBuilder("*A customer is waiting*\n")
                .append(line(card))
                .append('\n');
        String department = card.department();
        if (department != null) {
            text.append("Department: ").append(flat(department, 60)).append('\n');
        }
        text.append(card.url()).append('\n');
        deeds(text, "Tried", card.tried());
        deeds(text, "Still open", card.open());
        List<HandoffCard.Line> lines = card.lines();
        lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                .forEach(line ->
                        text.append("\n> ").append(line.author()).append(": ").append(flat(line.text(), LONGEST_LINE)));
        return text.toString();
    }

    /** The latest, short: a phone is small, and the link leads to the rest. */
    private static void deeds(StringBuilder text, String title, List<Deed> deeds) {
        deeds.subList(Math.max(0, deeds.size() - DEEDS), deeds.size())
                .forEach(deed -> text.append(title)
                        .append(": ")
                        .append(flat(deed.what(), DEED))
                        .append(" – ")
                        .append(flat(deed.outcome(), DEED))
                        .append('\n'));
    }

    static String taken(HandoffCard card) {
        return "*You have it now*\n" + line(card)
                + "\n\nReply to this message, or to one of the customer's here: what you"
                + " write goes to the customer. The bot is silent until you hand back.";
    }

    private static String list(List<Waiting> together) {
        var text = new StringBuilder("*" + together.size() + " customers are waiting*\n");
        for (int i = 0; i < Math.min(together.size(), MOST_BUTTONS); i++) {
            text.append('\n').append(i + 1).append(". ").append(together.get(i).line());
        }
        if (together.size() > MOST_BUTTONS) {
            text.append("\n\nand ").append(together.size() - MOST_BUTTONS).append(" more, see the console");
        }
        return text.append("\n\nPress a button; a reply to this message reaches nobody.")
                .toString();
    }

    /** On one line, without what could turn text around or pretend to be a line of ours. */
    static String flat(@Nullable String text, int limit) {
        String bare = String.valueOf(text)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll(" {2,}", " ");
        return cut(bare.strip(), limit);
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : Sane.text(text, limit - 1) + "…";
    }
}
