package dev.relaydesk.handoff.slack.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The methods, with Slack's manners: whatever goes wrong is told in the body of a 200. */
final class WebApi {

    private final Workspace workspace;
    private final Supplier<List<SlackUser>> people;
    private final String botToken;
    private final ObjectMapper json = new ObjectMapper();
    private volatile String trouble = "";
    private volatile String scopes =
            "chat:write,channels:history,groups:history,reactions:write,users:read,users:read.email";

    WebApi(Workspace workspace, Supplier<List<SlackUser>> people, String botToken) {
        this.workspace = workspace;
        this.people = people;
        this.botToken = botToken;
    }

    void play(String newTrouble) {
        trouble = newTrouble;
    }

    void grant(String newScopes) {
        scopes = newScopes;
    }

    void answer(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (trouble.startsWith("http-")) {
            exchange.sendResponseHeaders(Integer.parseInt(trouble.substring("http-".length())), -1);
            return;
        }
        if (trouble.equals("ratelimited")) {
            exchange.getResponseHeaders().set("Retry-After", "3");
        }
        exchange.getResponseHeaders().set("X-OAuth-Scopes", scopes);
        ObjectNode answer = answer(exchange, sent);
        byte[] body = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(trouble.equals("ratelimited") ? 429 : 200, body.length);
        exchange.getResponseBody().write(body);
    }

    private ObjectNode answer(HttpExchange exchange, byte[] sent) throws IOException {
        if (!trouble.isEmpty()) {
            return error(trouble);
        }
        if (!isAuthorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error("invalid_auth");
        }
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        String method = path.substring(path.lastIndexOf('/') + 1);
        if (method.equals("users.info")) {
            return user(query == null ? "" : query.replaceFirst("^user=", ""));
        }
        if (method.equals("auth.test")) {
            return ok().put("team_id", SlackSimulator.TEAM).put("user_id", SlackSimulator.BOT);
        }
        if (method.equals("conversations.history")) {
            boolean there =
                    query != null && List.of(query.split("&", -1)).contains("channel=" + SlackSimulator.CHANNEL);
            return there ? ok() : error("channel_not_found");
        }
        try {
            return write(method, json.readTree(sent));
        } catch (JsonProcessingException e) {
            return error("invalid_json");
        }
    }

    private ObjectNode write(String method, JsonNode body) {
        return switch (method) {
            case "chat.postMessage" -> post(body, null);
            case "chat.postEphemeral" -> postEphemeral(body);
            case "chat.update" -> update(body);
            case "reactions.add" -> react(body);
            default -> error("unknown_method");
        };
    }

    private ObjectNode post(JsonNode body, @Nullable String onlyFor) {
        String fault = SlackRules.fault(body);
        String thread = body.hasNonNull("thread_ts") ? body.path("thread_ts").asText() : null;
        if (!body.path("channel").asText().equals(SlackSimulator.CHANNEL)) {
            return error("channel_not_found");
        }
        if (!fault.isEmpty()) {
            return error(fault);
        }
        if (thread != null && workspace.find(thread).isEmpty()) {
            return error("thread_not_found");
        }
        SlackMessage message =
                workspace.add(SlackSimulator.CHANNEL, thread, SlackSimulator.BOT, onlyFor, body.deepCopy());
        return ok().put("channel", message.channel()).put(onlyFor == null ? "ts" : "message_ts", message.ts());
    }

    private ObjectNode postEphemeral(JsonNode body) {
        String user = body.path("user").asText();
        return known(user) ? post(body, user) : error("user_not_in_channel");
    }

    private ObjectNode update(JsonNode body) {
        String fault = SlackRules.fault(body);
        if (!fault.isEmpty()) {
            return error(fault);
        }
        String ts = body.path("ts").asText();
        boolean ours = workspace.find(ts).filter(SlackMessage::isByBot).isPresent();
        if (!ours || !workspace.change(ts, message -> message.with(body.<JsonNode>deepCopy()))) {
            return error("message_not_found");
        }
        return ok().put("channel", SlackSimulator.CHANNEL).put("ts", ts);
    }

    private ObjectNode react(JsonNode body) {
        String name = body.path("name").asText();
        SlackMessage message = workspace.find(body.path("timestamp").asText()).orElse(null);
        if (message == null || !message.channel().equals(body.path("channel").asText())) {
            return error(message == null ? "message_not_found" : "channel_not_found");
        }
        if (!name.matches("[a-z0-9_+-]{1,80}")) {
            return error("invalid_name");
        }
        if (message.reactions().contains(name)) {
            return error("already_reacted");
        }
        workspace.change(message.ts(), each -> each.with(name));
        return ok();
    }

    private ObjectNode user(String id) {
        return people.get().stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .map(user -> {
                    ObjectNode answer = ok();
                    answer.putObject("user")
                            .put("id", user.id())
                            .put("team_id", SlackSimulator.TEAM)
                            .put("real_name", user.name())
                            .put("is_email_confirmed", true)
                            .putObject("profile")
                            .put("real_name", user.name())
                            .put("email", user.email());
                    return answer;
                })
                .orElseGet(() -> error("user_not_found"));
    }

    private boolean known(String id) {
        return people.get().stream().anyMatch(user -> user.id().equals(id));
    }

    private boolean isAuthorized(@Nullable String header) {
        byte[] expected = ("Bearer " + botToken).getBytes(StandardCharsets.UTF_8);
        return header != null && MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode ok() {
        return JsonNodeFactory.instance.objectNode().put("ok", true);
    }

    private static ObjectNode error(String word) {
        return JsonNodeFactory.instance.objectNode().put("ok", false).put("error", word);
    }
}
