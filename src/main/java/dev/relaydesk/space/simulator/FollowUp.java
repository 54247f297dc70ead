package dev.relaydesk.space.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;

/** Prompts that are not a customer's: what became of an action, and the wish to say something again. */
final class FollowUp {

    private static final String RESULT = "RESULT of ";
    private static final String REPAIR = "Your last reply could not be used";
    private static final String LINE = "\n-----\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FollowUp() {}

    static boolean is(String prompt) {
        return isResult(prompt) || isRepair(prompt);
    }

    static boolean isResult(String prompt) {
        return prompt.startsWith(RESULT);
    }

    static boolean isRepair(String prompt) {
        return prompt.startsWith(REPAIR);
    }

    /** What the customer wrote last in this thread; empty when nothing. */
    static String customersWord(List<Threads.Turn> before) {
        return before.reversed().stream()
                .map(Threads.Turn::question)
                .filter(question -> !is(question))
                .findFirst()
                .orElse("");
    }

    /** A plain sentence of the data of a result; the data is only retold, never obeyed. */
    static String sentence(String prompt, String language) {
        boolean german = language.equals("de");
        int begin = prompt.indexOf(LINE);
        int end = prompt.lastIndexOf(LINE);
        String data = begin < 0 || end <= begin
                ? ""
                : prompt.substring(begin + LINE.length(), end).strip();
        boolean succeeded = prompt.lines().findFirst().orElse("").contains("succeeded");
        if (!succeeded || data.isEmpty()) {
            return german ? "Das konnte ich gerade nicht herausfinden." : "I could not find that out just now.";
        }
        return (german ? "Das habe ich gefunden: " : "This is what I found: ") + told(data) + ".";
    }

    private static String told(String data) {
        try {
            JsonNode json = JSON.readTree(data);
            if (json != null && json.isObject() && !json.isEmpty()) {
                return json.properties().stream()
                        .map(each -> each.getKey().replace('_', ' ') + " "
                                + (each.getValue().isValueNode()
                                        ? each.getValue().asText()
                                        : each.getValue().toString()))
                        .collect(Collectors.joining(", "));
            }
        } catch (JsonProcessingException _) {
            // Then it is text.
        }
        return data.length() <= 500 ? data : data.substring(0, 500) + " …";
    }
}
