package dev.relaydesk.handoff.slack.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.UUID;

/** What people do in the workspace, told to Relaydesk in the shape that Slack uses. */
final class Hands implements AutoCloseable {

    private final Workspace workspace;
    private final SignedPost post;

    Hands(Workspace workspace, SignedPost post) {
        this.workspace = workspace;
        this.post = post;
    }

    int press(SlackUser who, String ts, String actionId) {
        return workspace
                .find(ts)
                .flatMap(message -> button(message, actionId).map(button -> press(who, message, button)))
                .orElse(0);
    }

    int reply(SlackUser who, String thread, String text) {
        Optional<SlackMessage> root = workspace.find(thread).filter(message -> message.thread() == null);
        if (root.isEmpty() || text.isBlank()) {
            return 0;
        }
        String coded = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("text", coded);
        SlackMessage message = workspace.add(root.get().channel(), thread, who.id(), null, content);
        return post.send(
                "events", "application/json", event(who, message, coded).toString());
    }

    private int press(SlackUser who, SlackMessage message, JsonNode button) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "block_actions")
                .put("api_app_id", SlackSimulator.APP)
                .put("trigger_id", UUID.randomUUID().toString());
        body.putObject("user")
                .put("id", who.id())
                .put("username", who.name())
                .put("name", who.name())
                .put("team_id", SlackSimulator.TEAM);
        body.putObject("team").put("id", SlackSimulator.TEAM).put("domain", "simulated");
        body.putObject("channel").put("id", message.channel()).put("name", "support");
        ObjectNode shown = message.content().deepCopy();
        body.set("message", shown.put("ts", message.ts()).put("user", message.user()));
        body.putObject("container")
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel());
        ObjectNode action = button.deepCopy();
        body.putArray("actions").add(action.put("action_ts", workspace.nextTs()));
        return post.send(
                "interactions",
                "application/x-www-form-urlencoded",
                "payload=" + URLEncoder.encode(body.toString(), UTF_8));
    }

    private static ObjectNode event(SlackUser who, SlackMessage message, String text) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "event_callback")
                .put("team_id", SlackSimulator.TEAM)
                .put("api_app_id", SlackSimulator.APP)
                .put("event_id", "Ev" + UUID.randomUUID())
                .put("event_time", Long.parseLong(message.ts().replaceFirst("\\..*", "")));
        body.putArray("authorizations")
                .addObject()
                .put("team_id", SlackSimulator.TEAM)
                .put("user_id", SlackSimulator.BOT)
                .put("is_bot", true);
        body.putObject("event")
                .put("type", "message")
                .put("channel", message.channel())
                .put("channel_type", "channel")
                .put("user", who.id())
                .put("team", SlackSimulator.TEAM)
                .put("text", text)
                .put("ts", message.ts())
                .put("thread_ts", message.thread())
                .put("parent_user_id", SlackSimulator.BOT)
                .put("client_msg_id", UUID.randomUUID().toString());
        return body;
    }

    private static Optional<JsonNode> button(SlackMessage message, String actionId) {
        for (JsonNode block : message.content().path("blocks")) {
            for (JsonNode element : block.path("elements")) {
                if (element.path("action_id").asText().equals(actionId)) {
                    return Optional.of(element);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        post.close();
    }
}
