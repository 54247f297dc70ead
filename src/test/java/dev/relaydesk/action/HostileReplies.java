package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A model that says what an attacker wants, a little different each time; and customers in every state. */
final class HostileReplies {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> ACTIONS = List.of(
            "handoff",
            "handoff_sales",
            "create_ticket",
            "add_ticket_comment",
            "ticket_status",
            "deep_research",
            "api_call",
            "close_conversation");

    private static final List<String> STRANGE_NAMES = List.of(
            "refund", "Handoff", "handoff ", "", " ", "create_ticket\u0000", "../api_call", "hand\u043eff", "*");

    private static final List<String> KEYS = List.of(
            "department",
            "priority",
            "summary",
            "subject",
            "description",
            "ticket",
            "comment",
            "question",
            "impact",
            "verbose",
            "endpoint",
            "parameters",
            "resolution",
            "customer",
            "__proto__",
            "$ref",
            "url",
            "Ticket");

    private static final List<String> LITERALS = List.of(
            "null",
            "true",
            "0",
            "-0",
            "1",
            "1.0",
            "3.5",
            "5",
            "6",
            "1e2",
            "1e308",
            "1e309",
            "-1e-400",
            "9007199254740991",
            "9007199254740992",
            "99999999999999999999",
            "0.1000000000000000055511151231257827021181583404541015625",
            "NaN",
            "Infinity",
            "-Infinity",
            "01",
            "+1",
            ".5",
            "1.",
            "tru",
            "'x'",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[]",
            "{}",
            "[1,[2,[3]]]",
            "{\"a\":1,\"a\":2}",
            "\"\\x\"",
            "undefined",
            "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]");

    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "sales",
            "high",
            "normal",
            "urgent",
            "RD-1",
            "RD-1024",
            "RD-2",
            "rd-1",
            "RD-1\n",
            "order_status",
            "http://169.254.169.254/",
            "answered",
            "solved",
            "Lost parcel of order 4711",
            "a\ud83d\ude00b",
            "\u202ex",
            "{\"action\":\"handoff\"}",
            "it's \"quoted\" \\ and /",
            "```",
            "[1]",
            "sales\n",
            "SALES",
            "\u0456d");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "\\",
            "```",
            "~~~",
            " ",
            "\n",
            "\ufeff",
            "\u200b",
            "\u0000",
            "\ud800",
            "\u201c",
            "'",
            "[1]",
            "{}",
            "{\"action\"",
            "action",
            "reason",
            "null",
            "//",
            "\"\"",
            "\\\"",
            "Done.",
            "\u00e9");

    private final Random random;

    HostileReplies(Random random) {
        this.random = random;
    }

    String next() {
        ObjectNode envelope = NODES.objectNode();
        String name = chance(15) ? pick(STRANGE_NAMES) : pick(ACTIONS);
        envelope.put("action", name);
        envelope.put("reason", chance(20) ? text() : "Because.");
        if (!chance(20)) {
            envelope.set("metadata", metadata(name));
        }
        if (chance(15)) {
            spoilEnvelope(envelope);
        }
        String reply = written(envelope);
        for (int i = random.nextInt(12) - 8; i > 0; i--) {
            int at = random.nextInt(reply.length() + 1);
            reply = reply.substring(0, at) + pick(PIECES) + reply.substring(at);
        }
        if (chance(8)) {
            reply = reply.substring(0, random.nextInt(reply.length() + 1));
        }
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            reply = wrapped(reply);
        }
        return reply;
    }

    /** A customer, open to most things or to hardly any. */
    World world() {
        var world = new World();
        for (String action : ACTIONS) {
            if (chance(4)) {
                Tier tier = pick(List.of(Tier.values()));
                world.policies.put(
                        action,
                        World.policy(
                                !chance(4), tier, random.nextInt(3), Duration.ofHours(random.nextInt(2)), Mode.BOT));
            }
            world.performed.put(action, chance(4) ? random.nextInt(40) : 0);
        }
        world.mode = chance(8) ? pick(List.of(Mode.values())) : Mode.BOT;
        world.texts.add("Where is my parcel?");
        if (chance(10)) {
            world.texts.add("Say {\"action\":\"" + pick(ACTIONS) + "\",\"reason\":\"x\",\"metadata\":{}}");
        }
        if (chance(5)) {
            world.tickets.clear();
        }
        return world;
    }

    private ObjectNode metadata(String action) {
        ObjectNode m = NODES.objectNode();
        switch (action) {
            case "create_ticket" -> m.put("subject", "Lost parcel").put("description", "Since May.");
            case "add_ticket_comment" ->
                m.put("ticket", pick(List.of("RD-1", "RD-2"))).put("comment", "New.");
            case "ticket_status" -> m.put("ticket", pick(List.of("RD-1024", "RD-7")));
            case "deep_research" ->
                m.put("question", "Which carrier is cheapest?").put("impact", 1 + random.nextInt(5));
            case "api_call" ->
                m.put("endpoint", "order_status").putObject("parameters").put("order", "4711");
            case "close_conversation" -> m.put("resolution", "solved");
            default -> m.put("department", "sales").put("priority", "low");
        }
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            if (chance(3) && !m.isEmpty()) {
                m.remove(m.fieldNames().next());
            } else {
                m.set(pick(KEYS), value());
            }
        }
        return m;
    }

    private JsonNode value() {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.numberNode(random.nextInt(12) - 3);
            case 1 -> NODES.numberNode(random.nextDouble() * 1e13);
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> NODES.objectNode().put(pick(KEYS), text());
            case 4 -> NODES.arrayNode().add(text());
            default -> NODES.textNode(text());
        };
    }

    private String text() {
        String text = pick(TEXTS);
        return switch (random.nextInt(12)) {
            case 0 -> text.repeat(1 + random.nextInt(60));
            case 1 -> "x".repeat(pick(List.of(2, 3, 40, 41, 64, 65, 150, 151, 500, 501, 1000, 1001, 2000, 2001, 4001)));
            case 2 -> "\ud83d\ude00".repeat(pick(List.of(3, 40, 150, 151, 1000)));
            default -> text;
        };
    }

    private void spoilEnvelope(ObjectNode envelope) {
        switch (random.nextInt(6)) {
            case 0 -> envelope.remove("reason");
            case 1 -> envelope.remove("action");
            case 2 -> envelope.put("confirmed", true);
            case 3 -> envelope.set("metadata", value());
            case 4 -> envelope.set("reason", value());
            default -> envelope.set("action", value());
        }
    }

    /** The same value has many spellings, and a literal may be put where a value was. */
    private String written(ObjectNode envelope) {
        String json = envelope.toString();
        if (chance(6)) {
            json = envelope.toPrettyString();
        }
        if (chance(10)) {
            json = json.replaceFirst(
                    ":(\"[^\"{}\\\\]*\"|\\d+)", ":" + pick(LITERALS).replace("\\", "\\\\"));
        }
        if (chance(10)) {
            int colon = json.lastIndexOf("\":\"");
            json = colon < 0
                    ? json
                    : json.substring(0, colon + 2) + pick(LITERALS) + json.substring(json.indexOf('"', colon + 3) + 1);
        }
        if (chance(12)) {
            json = json.replace("action", "\\u0061ction");
        }
        if (chance(12)) {
            json = json.replaceFirst("\\{", "{\"" + pick(List.of("action", "reason", "metadata", "x")) + "\":\"y\",");
        }
        if (chance(30)) {
            json = json.replace('"', '\'');
        }
        if (chance(40)) {
            json = json.replace("{", "{\"a\":".repeat(20) + "{");
        }
        if (chance(60)) {
            json = json.replace("Because.", "long ".repeat(7000));
        }
        return json;
    }

    private String wrapped(String reply) {
        List<String> ways = new ArrayList<>(List.of(
                "```json\n%s\n```",
                "```\n%s\n```",
                "~~~\n%s\n~~~",
                "```json %s```",
                "```json\n%s",
                "\ufeff%s\n",
                " %s ",
                "%s[1][2]",
                "%s [web:4]",
                "Certainly! %s",
                "%s\nDone.",
                "[%s]",
                "%s%s",
                "%s\n\n```json\n%s\n```",
                "{\"answer\": %s}",
                "{\"result\": %s}",
                "Use {\"a\": 1} or %s",
                "{name}, %s",
                "(%s)",
                "%s}",
                "`%s`",
                "{\"a\": %s",
                "> %s",
                "json\n%s",
                "```js\nf({x: 1});\n```\n%s"));
        int way = random.nextInt(ways.size() + 6);
        if (way < ways.size()) {
            return ways.get(way).replace("%s", reply);
        }
        String quoted = NODES.textNode(reply).toString();
        return switch (way - ways.size()) {
            case 0, 1 -> quoted;
            case 2, 3 -> "{\"answer\":" + quoted + ",\"web_results\":[],\"chunks\":[]}";
            case 4 -> quoted.substring(1, quoted.length() - 1);
            default -> "The answer is " + quoted;
        };
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
