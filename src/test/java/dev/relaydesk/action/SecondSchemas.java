package dev.relaydesk.action;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schemas of the packed actions, written out by hand. */
final class SecondSchemas {

    private static final Set<String> PRIORITIES = Set.of("low", "normal", "high");

    private SecondSchemas() {}

    /** Whether they fulfil the action's schema; null when there is no such action. */
    static @Nullable Boolean allow(String action, Map<String, Object> p) {
        return switch (action) {
            case "handoff" ->
                only(p, "department", "priority", "summary")
                        && (!p.containsKey("department") || text(p.get("department"), 0, 40, "[a-z][a-z0-9_-]*"))
                        && (!p.containsKey("priority") || PRIORITIES.contains(p.get("priority")))
                        && (!p.containsKey("summary") || text(p.get("summary"), 1, 1000, null));
            case "create_ticket" ->
                only(p, "subject", "description", "priority")
                        && text(p.get("subject"), 3, 150, null)
                        && text(p.get("description"), 1, 4000, null)
                        && (!p.containsKey("priority") || PRIORITIES.contains(p.get("priority")));
            case "add_ticket_comment" ->
                only(p, "ticket", "comment")
                        && (!p.containsKey("ticket") || text(p.get("ticket"), 1, 64, "[A-Za-z0-9#_.-]+"))
                        && text(p.get("comment"), 1, 4000, null);
            case "ticket_status" ->
                only(p, "ticket") && (!p.containsKey("ticket") || text(p.get("ticket"), 1, 64, "[A-Za-z0-9#_.-]+"));
            case "deep_research" ->
                only(p, "question", "impact", "verbose")
                        && text(p.get("question"), 10, 2000, null)
                        && (!p.containsKey("impact")
                                || number(p.get("impact"), 1, 5) && whole((BigDecimal) p.get("impact")))
                        && (!p.containsKey("verbose") || p.get("verbose") instanceof Boolean);
            case "api_call" ->
                only(p, "endpoint", "parameters")
                        && text(p.get("endpoint"), 0, 64, "[a-z][a-z0-9_-]*")
                        && (!p.containsKey("parameters") || values(p.get("parameters")));
            case "close_conversation" ->
                only(p, "resolution")
                        && (!p.containsKey("resolution")
                                || Set.of("answered", "solved", "withdrawn").contains(p.get("resolution")));
            default -> null;
        };
    }

    private static boolean values(@Nullable Object parameters) {
        return parameters instanceof Map<?, ?> map
                && map.size() <= 20
                && map.entrySet().stream()
                        .allMatch(each -> text(each.getKey(), 0, 40, "[a-z][a-z0-9_]*")
                                && (text(each.getValue(), 0, 500, null)
                                        || number(each.getValue(), -1e12, 1e12)
                                        || each.getValue() instanceof Boolean));
    }

    private static boolean only(Map<String, Object> parameters, String... allowed) {
        return Set.of(allowed).containsAll(parameters.keySet());
    }

    private static boolean text(@Nullable Object value, int least, int most, @Nullable String pattern) {
        return value instanceof String text
                && text.codePointCount(0, text.length()) >= least
                && text.codePointCount(0, text.length()) <= most
                && (pattern == null || Pattern.matches(pattern, text));
    }

    private static boolean number(@Nullable Object value, double least, double most) {
        return value instanceof BigDecimal number && number.doubleValue() >= least && number.doubleValue() <= most;
    }

    private static boolean whole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }
}
