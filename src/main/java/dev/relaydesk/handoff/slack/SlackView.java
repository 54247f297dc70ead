package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.handoff.slack.simulator.SlackMessage;
import dev.relaydesk.handoff.slack.simulator.SlackUser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A message of the simulated workspace, laid out for the page. */
final class SlackView {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern STRONG = Pattern.compile("\\*([^*\\n]+)\\*");
    private static final Map<String, String> EMOJI =
            Map.of("white_check_mark", "✅", "bell", "🔔", "lock", "🔒", "x", "❌");

    private final List<SlackUser> people;

    SlackView(List<SlackUser> people) {
        this.people = people;
    }

    /**
     * One message.
     *
     * @param onlyYou whether nobody else sees it
     * @param reactions emoji
     * @param replies how many answers its thread has
     * @param open whether its thread is the one that is shown
     */
    record Shown(
            String ts,
            String author,
            boolean bot,
            boolean onlyYou,
            String at,
            String time,
            List<Part> parts,
            List<Button> buttons,
            String reactions,
            long replies,
            boolean open) {}

    /**
     * A block.
     *
     * @param style a class of the style sheet
     */
    record Part(String style, List<Piece> pieces) {}

    record Piece(boolean strong, String text) {}

    /**
     * A button, or a link.
     *
     * @param url empty for a button
     */
    record Button(String action, String label, String style, String url) {}

    Shown shown(SlackMessage message, long replies, boolean open) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(message.ts().split("\\.", 2)[0]));
        return new Shown(
                message.ts(),
                message.isByBot() ? "Relaydesk" : name(message.user()).orElse(message.user()),
                message.isByBot(),
                message.onlyFor() != null,
                at.toString(),
                CLOCK.format(at),
                parts(message.content()),
                buttons(message.content()),
                String.join(
                        " ",
                        message.reactions().stream()
                                .map(name -> EMOJI.getOrDefault(name, ":" + name + ":"))
                                .toList()),
                replies,
                open);
    }

    private List<Part> parts(JsonNode content) {
        var parts = new ArrayList<Part>();
        for (JsonNode block : content.path("blocks")) {
            String style = block.path("type").asText();
            if (block.has("text")) {
                parts.add(part(style, block.path("text")));
            }
            if (style.equals("context")) {
                block.path("elements").forEach(element -> parts.add(part(style, element)));
            }
        }
        if (parts.isEmpty()) {
            parts.add(new Part("section", pieces(content.path("text").asText())));
        }
        return List.copyOf(parts);
    }

    private Part part(String style, JsonNode text) {
        String content = text.path("text").asText();
        return new Part(
                style,
                text.path("type").asText().equals("mrkdwn") ? pieces(content) : List.of(new Piece(false, content)));
    }

    private List<Piece> pieces(String markup) {
        var pieces = new ArrayList<Piece>();
        String text = markup.replaceAll("(?m)^>", "│ ").replace("`", "");
        for (var emoji : EMOJI.entrySet()) {
            text = text.replace(":" + emoji.getKey() + ":", emoji.getValue());
        }
        var strong = STRONG.matcher(text);
        int end = 0;
        while (strong.find()) {
            pieces.add(new Piece(false, read(text.substring(end, strong.start()))));
            pieces.add(new Piece(true, read(strong.group(1))));
            end = strong.end();
        }
        pieces.add(new Piece(false, read(text.substring(end))));
        return List.copyOf(pieces);
    }

    private String read(String markup) {
        return SlackText.decoded(markup, this::name);
    }

    private Optional<String> name(String id) {
        return people.stream()
                .filter(user -> user.id().equals(id))
                .map(SlackUser::name)
                .findFirst();
    }

    private static List<Button> buttons(JsonNode content) {
        var buttons = new ArrayList<Button>();
        for (JsonNode block : content.path("blocks")) {
            if (block.path("type").asText().equals("actions")) {
                block.path("elements")
                        .forEach(button -> buttons.add(new Button(
                                button.path("action_id").asText(),
                                button.path("text").path("text").asText(),
                                button.path("style").asText("plain"),
                                button.path("url").asText(""))));
            }
        }
        return List.copyOf(buttons);
    }
}
