package dev.relaydesk.action;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must become of the replies to one customer, one after the other: {@link SecondOpinion}, and what it does not know,
 * the endpoints of the stories and what was asked for before.
 */
public final class EvilRules {

    private static final Set<String> ENDPOINTS = Set.of("order-status", "refund", "book");

    /** What follows for the world. */
    public enum Outcome {
        NOTHING,
        REFUSED,
        DUPLICATE,
        DONE,
        ASKED,
        LEFT_TO_STAFF
    }

    /**
     * What was found about a reply, and what follows.
     *
     * @param action by its own name; empty when the reply asked for none that is sound
     * @param metadata with what an alias sets
     */
    public record Opinion(Verdict verdict, Outcome outcome, String action, Map<String, Object> metadata) {

        /** Whether the model is asked to say it again. */
        public boolean isMistake() {
            return verdict.compareTo(Verdict.INCOMPLETE_REPLY) >= 0 && verdict.compareTo(Verdict.WRONG_PARAMETERS) <= 0;
        }

        public boolean isDone(String name) {
            return outcome == Outcome.DONE && action.equals(name);
        }

        /** How the shop is called, if it is. */
        public String call() {
            String order =
                    metadata.get("parameters") instanceof Map<?, ?> values ? String.valueOf(values.get("order")) : "";
            return switch (String.valueOf(metadata.get("endpoint"))) {
                case "order-status" -> "GET /orders/" + order;
                case "refund" -> "POST /refunds " + order;
                default -> "POST /bookings " + order;
            };
        }
    }

    private final World world = new World();
    private final Set<String> earlier = new HashSet<>();

    public EvilRules(Map<String, ActionPolicy> policies) {
        world.policies.putAll(policies);
        world.tickets.clear();
    }

    public void wrote(String text) {
        world.texts.add(text);
    }

    /** The ticket is the customer's, {@code RD-1001}; the number alone means the same. */
    public void owns(String ticket) {
        world.tickets.addAll(List.of(ticket, ticket.substring(3), "#" + ticket.substring(3)));
    }

    public Opinion on(String reply) {
        var second = new SecondOpinion(world);
        Verdict verdict = second.on(reply, Prose.REJECT);
        String action = second.action();
        if (action == null) {
            return new Opinion(verdict, Outcome.NOTHING, "", Map.of());
        }
        Map<String, Object> metadata = second.metadata();
        if (verdict != Verdict.ACTION) {
            return new Opinion(verdict, Outcome.REFUSED, action, metadata);
        }
        boolean kept = !world.policy(action).dedupeWindow().isZero();
        if (kept && earlier.contains(action + plain(metadata))) {
            return new Opinion(Verdict.DUPLICATE_ACTION, Outcome.DUPLICATE, action, metadata);
        }
        if (action.equals("api_call") && !isOfTheShop(metadata)) {
            return new Opinion(Verdict.WRONG_PARAMETERS, Outcome.NOTHING, action, metadata);
        }
        earlier.add(action + plain(metadata));
        world.performed.merge(action, 1, Integer::sum);
        return new Opinion(verdict, outcome(world.policy(action).tier()), action, metadata);
    }

    private static Outcome outcome(Tier tier) {
        return switch (tier) {
            case AUTO -> Outcome.DONE;
            case CONFIRM_CUSTOMER -> Outcome.ASKED;
            case APPROVE_STAFF -> Outcome.LEFT_TO_STAFF;
            case NEVER -> throw new AssertionError("the second opinion lets a forbidden action pass");
        };
    }

    private static boolean isOfTheShop(Map<String, Object> metadata) {
        return ENDPOINTS.contains(String.valueOf(metadata.get("endpoint")))
                && metadata.get("parameters") instanceof Map<?, ?> values
                && values.keySet().equals(Set.of("order"))
                && String.valueOf(values.get("order")).matches("[0-9]{4,10}");
    }

    /** The same for values that mean the same. */
    private static String plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, String>();
                map.forEach((key, each) -> sorted.put(key.toString(), plain(each)));
                yield sorted.toString();
            }
            case List<?> list -> list.stream().map(EvilRules::plain).toList().toString();
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case null -> "null";
            default -> value.getClass().getSimpleName() + value;
        };
    }

    /** Whether somewhere in a text stands a whole envelope. */
    public static boolean holdsAnEnvelope(String text) {
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            try {
                if (new SecondParser(text, at).read() instanceof Map<?, ?> map
                        && map.containsKey("action")
                        && (map.containsKey("reason") || map.containsKey("metadata"))) {
                    return true;
                }
            } catch (SecondParser.Wrong _) {
                // The next brace may begin one.
            }
        }
        return false;
    }
}
