package dev.relaydesk.action;

import dev.relaydesk.conversation.Mode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict on a reply must be, worked out a second time from the written rules: another parser, parameters
 * checked by hand instead of by schema, policy read from the world itself.
 */
final class SecondOpinion {

    private static final String OURS = "\"'`\\\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb";

    private final World world;

    /** What the last reply asked for by its own name, once the parameters were found sound. */
    private @Nullable String action;

    private Map<String, Object> metadata = Map.of();

    SecondOpinion(World world) {
        this.world = world;
    }

    Verdict on(String reply, Prose prose) {
        return on(reply, prose, 0);
    }

    @Nullable
    String action() {
        return action;
    }

    Map<String, Object> metadata() {
        return metadata;
    }

    private Verdict on(String reply, Prose prose, int layers) {
        String text = trim(reply);
        if (text.isEmpty()) {
            return Verdict.EMPTY_REPLY;
        }
        String body = unfenced(uncited(text));
        if (body.isEmpty()) {
            return Verdict.PLAIN_TEXT;
        }
        Object whole = null;
        Verdict fault = null;
        try {
            var parser = new SecondParser(body, 0);
            Object value = "{[\"".indexOf(body.charAt(0)) < 0 ? null : parser.read();
            whole = parser.end() == body.length() ? value : null;
        } catch (SecondParser.Wrong e) {
            fault = e.verdict;
        }
        String inner = inner(body, whole);
        if (inner != null) {
            return layers == 4 ? Verdict.NOT_JSON : on(inner, prose, layers + 1);
        }
        if (whole instanceof Map<?, ?> envelope) {
            return envelope(envelope, false);
        }
        if (whole instanceof List<?> list && !list.stream().allMatch(BigDecimal.class::isInstance)) {
            return Verdict.ARRAY_OF_ACTIONS;
        }
        char second = body.length() < 2 || trim(body.substring(1)).isEmpty()
                ? ' '
                : trim(body.substring(1)).charAt(0);
        if (fault != null && body.charAt(0) == '{' && ("\"'\\\u201c\u201d} ".indexOf(second) >= 0 || broken(body, 0))) {
            return fault;
        }
        if (fault != null
                && body.charAt(0) == '['
                && (second == '{' || fault != Verdict.NOT_JSON && (second == '[' || second == '"'))) {
            return fault;
        }
        Verdict verdict = passage(text, prose);
        return verdict == Verdict.PLAIN_TEXT
                        && SecondLook.at(text).stream()
                                .anyMatch(look -> passage(look, Prose.REJECT) != Verdict.PLAIN_TEXT)
                ? Verdict.NOT_JSON
                : verdict;
    }

    private @Nullable String inner(String body, @Nullable Object whole) {
        if (whole instanceof String text) {
            String start = trim(text);
            return !start.isEmpty() && "{[\"`~".indexOf(start.charAt(0)) >= 0 ? text : null;
        }
        if (body.charAt(0) == '{' && trim(body.substring(1)).startsWith("\\")) {
            try {
                var parser = new SecondParser('"' + body + '"', 0);
                Object value = parser.read();
                return parser.end() == body.length() + 2 ? (String) value : null;
            } catch (SecondParser.Wrong e) {
                return null;
            }
        }
        if (whole instanceof Map<?, ?> map
                && map.get("answer") instanceof String answer
                && Set.of("answer", "web_results", "chunks", "extra_web_results", "structured_answer")
                        .containsAll(map.keySet())) {
            return answer;
        }
        return null;
    }

    private Verdict passage(String text, Prose prose) {
        List<int[]> spans = new ArrayList<>();
        Map<?, ?> found = null;
        int from = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
            from = at + 1;
            try {
                var parser = new SecondParser(text, at);
                if (parser.read() instanceof Map<?, ?> map && attempt(map)) {
                    spans.add(new int[] {at, parser.end()});
                    found = map;
                    from = parser.end();
                }
            } catch (SecondParser.Wrong e) {
                if (broken(text, at)) {
                    return spans.isEmpty() ? e.verdict : Verdict.SEVERAL_ACTIONS;
                }
            }
            if (spans.size() > 1) {
                return Verdict.SEVERAL_ACTIONS;
            }
        }
        if (found == null) {
            return Verdict.PLAIN_TEXT;
        }
        if (prose == Prose.LENIENT) {
            return envelope(found, true);
        }
        String before = trim(text.substring(0, spans.getFirst()[0]));
        String after = trim(text.substring(spans.getFirst()[1]));
        boolean wordsBefore =
                !trim(before.replaceFirst("(`{3,}|~{3,})[A-Za-z0-9_+.-]*$", "")).isEmpty();
        boolean wordsAfter = !trim(after.replaceFirst("^(`{3,}|~{3,})", "")).isEmpty();
        return wordsBefore || !wordsAfter ? Verdict.TEXT_BEFORE_ACTION : Verdict.TEXT_AFTER_ACTION;
    }

    private static boolean attempt(Map<?, ?> map) {
        List<String> keys = map.keySet().stream()
                .map(key -> key.toString().strip().toLowerCase(java.util.Locale.ROOT))
                .toList();
        return keys.contains("action")
                && (keys.contains("reason")
                        || keys.contains("metadata")
                        || Set.copyOf(keys).equals(Set.of("action")));
    }

    private static boolean broken(String text, int brace) {
        int at = skip(text, skip(text, brace + 1, false), true);
        for (String key : List.of("action", "reason", "metadata")) {
            if (text.regionMatches(true, at, key, 0, key.length())) {
                int behind = skip(text, skip(text, at + key.length(), true), false);
                return behind < text.length() && text.charAt(behind) == ':';
            }
        }
        return false;
    }

    private static int skip(String text, int from, boolean quotes) {
        int at = from;
        while (at < text.length() && (quotes ? OURS.indexOf(text.charAt(at)) >= 0 : unseen(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private Verdict envelope(Map<?, ?> envelope, boolean inProse) {
        if (!Set.of("action", "reason", "metadata").containsAll(envelope.keySet())
                || !(envelope.get("action") instanceof String name)
                || name.isBlank()
                || !(envelope.get("reason") instanceof String reason)
                || reason.isBlank()
                || reason.length() > 1000
                || envelope.containsKey("metadata") && !(envelope.get("metadata") instanceof Map)) {
            return Verdict.WRONG_ENVELOPE;
        }
        Map<String, Object> metadata = new java.util.TreeMap<>();
        if (envelope.get("metadata") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> metadata.put(key.toString(), value));
        }
        String action = name;
        if (name.equals("handoff_sales")) {
            action = "handoff";
            metadata.put("department", "sales");
        }
        Boolean sound = SecondSchemas.allow(action, metadata);
        if (sound == null) {
            return Verdict.UNKNOWN_ACTION;
        }
        return sound ? policy(name, action, metadata, inProse) : Verdict.WRONG_PARAMETERS;
    }

    private Verdict policy(String name, String action, Map<String, Object> metadata, boolean inProse) {
        this.action = action;
        this.metadata = metadata;
        ActionPolicy policy = world.policy(action);
        if (world.texts.stream()
                .anyMatch(text -> text.contains("\"action\":\"" + name + "\"")
                        || text.contains("\"action\":\"" + action + "\""))) {
            return Verdict.ECHO_OF_CUSTOMER;
        }
        if (!policy.enabled()) {
            return Verdict.ACTION_DISABLED;
        }
        Mode mode = world.mode;
        if (!policy.modes().contains(mode)) {
            return Verdict.WRONG_MODE;
        }
        if (action.contains("ticket")
                && metadata.get("ticket") instanceof String ticket
                && !world.tickets.contains(ticket)) {
            return Verdict.NOT_THE_CUSTOMERS;
        }
        if (policy.quota() > 0 && world.performed.getOrDefault(action, 0) >= policy.quota()) {
            return Verdict.QUOTA_USED_UP;
        }
        if (policy.tier() == Tier.NEVER) {
            return Verdict.NEVER_ALLOWED;
        }
        return inProse ? Verdict.ACTION_IN_PROSE : Verdict.ACTION;
    }

    private static String uncited(String text) {
        return trim(text.replaceFirst("(\\[(web:)?[0-9]{1,3}\\]\\s*)+$", ""));
    }

    private static String unfenced(String text) {
        for (char mark : new char[] {'`', '~'}) {
            int length = 0;
            while (length < text.length() && text.charAt(length) == mark) {
                length++;
            }
            String fence = String.valueOf(mark).repeat(length);
            if (length >= 3 && text.length() >= 2 * length && text.endsWith(fence)) {
                String inside = text.substring(length, text.length() - length);
                return inside.contains(fence) ? text : trim(inside.replaceFirst("^[A-Za-z0-9_+.-]*", ""));
            }
        }
        return text;
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && unseen(text.charAt(from))) {
            from++;
        }
        while (to > from && unseen(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean unseen(char c) {
        return c <= ' ' && Character.isWhitespace(c)
                || c == '\u00a0'
                || c == '\ufeff'
                || c >= '\u2000' && c <= '\u200f'
                || c == '\u00ad';
    }
}
