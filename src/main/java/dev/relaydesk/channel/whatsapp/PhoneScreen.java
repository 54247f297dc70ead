package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.channel.whatsapp.simulator.TakenMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the colleague's phone shows, oldest first.
 *
 * @param version changes with what is shown
 */
record PhoneScreen(String version, List<Bubble> bubbles) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** As docs/handoff.md has it created: a template's own words are not in what is sent. */
    private static final String TEMPLATE = "A customer is waiting for a colleague: %s. Press the button to take over.";

    private static final String TEMPLATE_BUTTON = "Take over";

    /**
     * A message.
     *
     * @param mine whether the colleague wrote it
     * @param quoted the message it answers, in brief; empty when it answers none
     * @param date in ISO 8601
     * @param time in hours and minutes of UTC
     */
    record Bubble(
            String id,
            boolean mine,
            Instant at,
            String quoted,
            String text,
            List<Button> buttons,
            String date,
            String time) {

        /** Its beginning, for where it is quoted. */
        public String brief() {
            return StaffMessage.flat(text, 80);
        }

        /** Where an answer to it is written. */
        public String reply() {
            return "/playground/colleague?quote=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        }
    }

    /**
     * A button.
     *
     * @param id what comes back when it is pressed
     * @param template whether it stands under a template
     */
    record Button(String id, String title, boolean template) {}

    static PhoneScreen of(List<Bubble> bubbles) {
        return new PhoneScreen(
                bubbles.size() + (bubbles.isEmpty() ? "" : bubbles.getLast().id()), bubbles);
    }

    Optional<Bubble> find(String id) {
        return bubbles.stream().filter(bubble -> bubble.id().equals(id)).findFirst();
    }

    static Bubble received(TakenMessage message) {
        JsonNode body = message.body();
        return switch (body.path("type").asText()) {
            case "template" ->
                bubble(
                        message,
                        TEMPLATE.formatted(body.at("/template/components/0/parameters/0/text")
                                .asText()),
                        List.of(new Button(
                                body.at("/template/components/1/parameters/0/payload")
                                        .asText(),
                                TEMPLATE_BUTTON,
                                true)));
            case "interactive" ->
                bubble(
                        message,
                        body.at("/interactive/body/text").asText(),
                        StreamSupport.stream(
                                        body.at("/interactive/action/buttons").spliterator(), false)
                                .map(button -> button.path("reply"))
                                .map(reply -> new Button(
                                        reply.path("id").asText(),
                                        reply.path("title").asText(),
                                        false))
                                .toList());
            default -> bubble(message, body.at("/text/body").asText(), List.of());
        };
    }

    static Bubble written(String id, Instant at, @Nullable Bubble quoted, String text) {
        return new Bubble(
                id, true, at, quoted == null ? "" : quoted.brief(), text, List.of(), at.toString(), CLOCK.format(at));
    }

    private static Bubble bubble(TakenMessage message, String text, List<Button> buttons) {
        return new Bubble(
                message.id(),
                false,
                message.at(),
                "",
                text,
                buttons,
                message.at().toString(),
                CLOCK.format(message.at()));
    }
}
