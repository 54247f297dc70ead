package dev.relaydesk.action;

import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The model as the attacker, for stories of the whole service: what it says, and the rules it says it under. */
public final class EvilModel {

    /** Everything that has a policy. */
    public static final List<String> ACTIONS = List.of(
            "handoff",
            "create_ticket",
            "add_ticket_comment",
            "ticket_status",
            "deep_research",
            "api_call",
            "close_conversation");

    private static final List<String> TARGETS = List.of(
            "order-status",
            "order-status",
            "order-status",
            "refund",
            "refund",
            "book",
            "order_status",
            "evil",
            "admin");

    private static final List<String> ORDERS = List.of(
            "../admin",
            "4711/../../admin",
            "4711?admin=1",
            "%2e%2e%2fadmin",
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
            "4711\\n",
            "4711\\u0000",
            "4711;--",
            "\\u0664\\u0667\\u0661\\u0661",
            "@evil.example",
            ".",
            "471",
            "47114711471",
            "0000",
            "9999");

    private final Random random;
    private final HostileReplies replies;

    public EvilModel(Random random) {
        this.random = random;
        this.replies = new HostileReplies(random);
    }

    /**
     * A reply that can come over the wire.
     *
     * @param own a ticket of the customer, or whatever comes nearest
     * @param foreign a ticket of somebody else
     */
    public String says(String own, String foreign) {
        String reply = random.nextInt(60) == 0 ? monster() : replies.next();
        reply = reply.replace("RD-1024", "\0own").replaceAll("RD-[127](?!\\d)", "\0foreign");
        reply = reply.replace("\0own", own).replace("\0foreign", foreign);
        reply = reply.replace("order_status", pick(TARGETS));
        if (random.nextInt(3) == 0) {
            reply = reply.replace("4711", pick(ORDERS));
        }
        reply = reply.replaceAll("\\p{Cs}", "?");
        return reply.isBlank() ? "{" : reply;
    }

    private String monster() {
        String start =
                "{\"action\":\"create_ticket\",\"reason\":\"x\",\"metadata\":{\"subject\":\"Lost\",\"description\":";
        return switch (random.nextInt(4)) {
            case 0 -> start + "[".repeat(5_000) + "]".repeat(5_000) + "}}";
            case 1 -> start + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}}";
            case 2 -> start + "\"" + "x".repeat(200_000) + "\"}}";
            default -> start + "\"" + "\\u0041".repeat(4_001) + "\"}}";
        };
    }

    /** What an operator may have set, a little different each time, for every action. */
    public Map<String, ActionPolicy> policies() {
        Map<String, ActionPolicy> drawn = new TreeMap<>();
        for (String action : ACTIONS) {
            drawn.put(action, random.nextBoolean() ? ActionPolicy.initial(action) : policy());
        }
        return drawn;
    }

    private ActionPolicy policy() {
        Duration hour = Duration.ofHours(1);
        return new ActionPolicy(
                random.nextInt(4) > 0,
                pick(List.of(Tier.values())),
                random.nextInt(3),
                hour,
                hour,
                Set.of(random.nextInt(6) == 0 ? Mode.TICKET_OPEN : Mode.BOT));
    }

    private <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
