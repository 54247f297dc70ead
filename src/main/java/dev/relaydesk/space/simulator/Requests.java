package dev.relaydesk.space.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises clear requests and answers them with an action, as the Space's instructions ask the model to. */
final class Requests {

    private static final Pattern HUMAN = Pattern.compile(
            "\\b(human|real person|agent|someone real|mensch|mitarbeiter|echte person)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TICKET = Pattern.compile(
            "\\b(?:open|create|file|erstelle?|eröffne)\\b.{0,20}\\bticket\\b[\\s:,-]*(?:for|about|because|wegen|zu|that)?\\s*(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE);
    private static final Pattern RESEARCH = Pattern.compile(
            "\\b(?:deep research|research|recherchiere)\\b(.*)(?:\\bin depth\\b|\\bgründlich\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE);
    private static final Pattern ORDER = Pattern.compile(
            "(?:where is|status of|wo ist|wo bleibt).{0,20}(?:order|bestellung)\\D{0,10}(\\d{3,12})",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Also the answer to {@code #json}. */
    static final String HANDOFF = envelope(
            "handoff",
            "The customer asks for a human.",
            Map.of("department", "support", "priority", "normal", "summary", "The customer asks for a human."));

    private Requests() {}

    /** The envelope as JSON text, or null when the prompt asks for nothing of the kind. */
    static @Nullable String action(String prompt) {
        Matcher ticket = TICKET.matcher(prompt);
        if (ticket.find()) {
            String subject = ticket.group(1).isBlank()
                    ? "Request from the chat"
                    : ticket.group(1).strip();
            return envelope(
                    "create_ticket",
                    "The customer asks for a ticket.",
                    Map.of("subject", shortened(subject, 120), "description", shortened(prompt, 1000)));
        }
        Matcher research = RESEARCH.matcher(prompt);
        if (research.find()) {
            String question = research.group(1).isBlank() ? prompt : research.group(1);
            return envelope(
                    "deep_research",
                    "The customer asks for thorough research.",
                    Map.of("question", shortened(question.strip(), 500)));
        }
        Matcher order = ORDER.matcher(prompt);
        if (order.find()) {
            return envelope(
                    "api_call",
                    "The order's state is not in the knowledge base.",
                    Map.of("endpoint", "order_status", "parameters", Map.of("order", order.group(1))));
        }
        return HUMAN.matcher(prompt).find() ? HANDOFF : null;
    }

    private static String envelope(String action, String reason, Map<String, Object> metadata) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("action", action);
        envelope.put("reason", reason);
        envelope.put("metadata", new TreeMap<>(metadata));
        return Wire.text(envelope);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
