package dev.relaydesk.space.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises clear requests and answers them with an action, as the Space's instructions ask the model to. */
final class Requests {

    /** As the schemas of the actions want it. */
    private static final int SHORTEST_SUBJECT = 3;

    private static final int SHORTEST_QUESTION = 10;

    private static final Pattern HUMAN = Pattern.compile(
            "\\b(?:(mensch|mitarbeiter|echte person)|human|real person|agent|someone real)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TICKET = Pattern.compile(
            "(?<!\\bmy )\\b(?:open|create|file|erstellen?|eröffnen?|öffnen?)\\b.{0,20}?\\bticket\\b[\\s:,.!-]*(?:for|about|because|wegen|zu|that)?\\s*(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE);
    private static final Pattern TICKET_STATUS = Pattern.compile(
            "\\b(?:status|what about|news|stand|was ist mit|gibt es neues)\\b.{0,30}\\bticket\\b(?:\\W{0,5}(RD-\\d{1,12}))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE);
    private static final Pattern RESEARCH = Pattern.compile(
            "\\b(?:deep research|research|recherchiere)\\b(.*)(?:\\bin depth\\b|\\bgründlich\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE);
    private static final Pattern ORDER = Pattern.compile(
            "(?:where is|where's|status of|wo ist|wo bleibt).{0,20}(?:order|bestellung)\\D{0,10}(\\d{3,12})",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Also the answer to {@code #json}. */
    static final String HANDOFF = handoff(Map.of());

    private static final String HANDOFF_IN_GERMAN = handoff(Map.of("language", "de"));

    private Requests() {}

    /** The envelope as JSON text, or null when the prompt asks for nothing of the kind. */
    static @Nullable String action(String prompt) {
        Matcher status = TICKET_STATUS.matcher(prompt);
        boolean asksForStatus = status.find();
        if (asksForStatus && status.group(1) != null) {
            return status(Map.of("ticket", status.group(1).toUpperCase(Locale.ROOT)));
        }
        Matcher ticket = TICKET.matcher(prompt);
        if (ticket.find()) {
            return envelope(
                    "create_ticket",
                    "The customer asks for a ticket.",
                    Map.of("subject", subject(prompt, ticket), "description", shortened(prompt, 1000)));
        }
        if (asksForStatus) {
            return status(Map.of());
        }
        Matcher research = RESEARCH.matcher(prompt);
        if (research.find()) {
            String question = research.group(1).strip();
            return envelope(
                    "deep_research",
                    "The customer asks for thorough research.",
                    Map.of("question", shortened(question.length() < SHORTEST_QUESTION ? prompt : question, 500)));
        }
        Matcher order = ORDER.matcher(prompt);
        if (order.find()) {
            return envelope(
                    "api_call",
                    "The order's state is not in the knowledge base.",
                    Map.of("endpoint", "order-status", "parameters", Map.of("order_id", order.group(1))));
        }
        Matcher human = HUMAN.matcher(prompt);
        if (human.find()) {
            return human.group(1) == null ? HANDOFF : HANDOFF_IN_GERMAN;
        }
        return null;
    }

    private static String handoff(Map<String, Object> more) {
        Map<String, Object> metadata = new LinkedHashMap<>(more);
        metadata.putAll(
                Map.of("department", "support", "priority", "normal", "summary", "The customer asks for a human."));
        return envelope("handoff", "The customer asks for a human.", metadata);
    }

    private static String status(Map<String, Object> ticket) {
        return envelope("ticket_status", "The customer asks how a ticket stands.", ticket);
    }

    /** What stands behind the wish for a ticket, or else before it. */
    private static String subject(String prompt, Matcher ticket) {
        String behind = ticket.group(1).strip();
        String before = prompt.substring(0, ticket.start())
                .replaceAll("(?i)[\\s,.;:!-]*(?:\\b(?:and|please|und|bitte)\\b)?[\\s,.;:!-]*$", "")
                .strip();
        String subject = behind.length() >= SHORTEST_SUBJECT ? behind : before;
        return subject.length() >= SHORTEST_SUBJECT ? shortened(subject, 120) : "Request from the chat";
    }

    private static String envelope(String action, String reason, Map<String, Object> metadata) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("action", action);
        envelope.put("reason", reason);
        envelope.put("metadata", new TreeMap<>(metadata));
        return Wire.text(envelope);
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
