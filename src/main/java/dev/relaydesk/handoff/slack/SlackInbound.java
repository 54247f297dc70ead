package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.handoff.StaffEvent;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a signed body of Slack's means to us. Everything that is not meant for us, or not understood, is {@link Nothing}. */
sealed interface SlackInbound {

    Pattern USER = Pattern.compile("[UW][A-Z0-9]{1,30}");
    /** The key of a message: digits that look like a number and must never become one. */
    Pattern TS = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,12}");

    /** One of our buttons was pressed. */
    record Press(StaffEvent event) implements SlackInbound {}

    /**
     * Somebody wrote in a thread.
     *
     * @param text as Slack encodes it
     * @param files whether something came with it that we do not pass on
     */
    record Text(String channel, String thread, String ts, String user, String text, boolean files)
            implements SlackInbound {}

    /** Slack wants to know whether this address is ours. */
    record Challenge(String answer) implements SlackInbound {}

    record Nothing() implements SlackInbound {}

    /** Reads a form of the interactions address. */
    static SlackInbound interaction(byte[] form, SlackAccount account) {
        return payload(form)
                .flatMap(json -> press(json, account))
                .<SlackInbound>map(Press::new)
                .orElseGet(Nothing::new);
    }

    /** Reads a body of the events address. */
    static SlackInbound event(byte[] body, SlackAccount account) {
        JsonNode json = SlackJson.object(body).orElse(null);
        if (json == null) {
            return new Nothing();
        }
        return switch (json.path("type").asText()) {
            case "url_verification" -> challenge(json);
            case "event_callback" -> message(json, account);
            default -> new Nothing();
        };
    }

    private static Optional<JsonNode> payload(byte[] form) {
        for (String field : new String(form, US_ASCII).split("&", -1)) {
            if (field.startsWith("payload=")) {
                try {
                    return SlackJson.object(URLDecoder.decode(field.substring("payload=".length()), UTF_8)
                            .getBytes(UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<StaffEvent> press(JsonNode json, SlackAccount account) {
        JsonNode action = json.path("actions").path(0);
        String channel = SlackJson.field(json.path("channel"), "id", SlackSettings.CHANNEL);
        String user = SlackJson.field(json.path("user"), "id", USER);
        String ts = SlackJson.field(json.path("message"), "ts", TS);
        String at = SlackJson.field(action, "action_ts", TS);
        String button = button(action.path("action_id").asText());
        UUID handoff = uuid(action.path("value").asText());
        if (channel == null || user == null || ts == null || at == null || button == null || handoff == null) {
            return Optional.empty();
        }
        if (!json.path("type").asText().equals("block_actions")) {
            return Optional.empty();
        }
        String team = json.path("team").path("id").asText();
        String home = json.path("user").path("team_id").asText(team);
        if (!account.isOurs(json.path("api_app_id").asText(), team, channel) || !home.equals(team)) {
            return Optional.empty();
        }
        String id = String.join(":", "press", at, user, button);
        return Optional.of(
                new StaffEvent(SlackNotifier.CHANNEL, id, StaffEvent.Kind.PRESS, user, ts, handoff, channel, button));
    }

    /** Null for a button that does nothing here, such as the one that opens the console. */
    private static @Nullable String button(String actionId) {
        return switch (actionId) {
            case SlackCard.ACTION + StaffEvent.TAKE -> StaffEvent.TAKE;
            case SlackCard.ACTION + StaffEvent.HAND_BACK -> StaffEvent.HAND_BACK;
            default -> null;
        };
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static SlackInbound challenge(JsonNode json) {
        String challenge = SlackJson.field(json, "challenge", Pattern.compile("[A-Za-z0-9._~-]{1,256}"));
        return challenge == null ? new Nothing() : new Challenge(challenge);
    }

    private static SlackInbound message(JsonNode json, SlackAccount account) {
        JsonNode event = json.path("event");
        String channel = SlackJson.field(event, "channel", SlackSettings.CHANNEL);
        String user = SlackJson.field(event, "user", USER);
        String ts = SlackJson.field(event, "ts", TS);
        String thread = SlackJson.field(event, "thread_ts", TS);
        if (channel == null || user == null || ts == null || thread == null) {
            return new Nothing();
        }
        if (thread.equals(ts) || !isWritten(event) || isOurOwn(json, user)) {
            return new Nothing();
        }
        String team = json.path("team_id").asText();
        String home = event.path("user_team").asText(event.path("team").asText(team));
        if (!account.isOurs(json.path("api_app_id").asText(), team, channel) || !home.equals(team)) {
            return new Nothing();
        }
        return new Text(
                channel,
                thread,
                ts,
                user,
                SlackJson.text(event, "text"),
                !event.path("files").isEmpty());
    }

    /** Whether a person wrote it now: no edit, no deletion, no notice of Slack's, no bot. */
    private static boolean isWritten(JsonNode event) {
        boolean message = switch (event.path("type").asText()) {
            case "message", "app_mention" -> true;
            default -> false;
        };
        boolean plain = switch (event.path("subtype").asText()) {
            case "", "file_share", "thread_broadcast" -> true;
            default -> false;
        };
        return message && plain && !event.hasNonNull("bot_id") && !event.hasNonNull("bot_profile");
    }

    private static boolean isOurOwn(JsonNode json, String user) {
        for (JsonNode authorization : json.path("authorizations")) {
            if (authorization.path("is_bot").asBoolean()
                    && authorization.path("user_id").asText().equals(user)) {
                return true;
            }
        }
        return false;
    }
}
