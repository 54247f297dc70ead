package dev.relaydesk.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Lays JSON out for reading. */
final class PrettyJson {

    /** What a browser shows without effort; the whole stands in the turn's row. */
    private static final int LONGEST = 40_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private PrettyJson() {}

    /** The same text when it is not JSON. */
    static String of(String text) {
        return cut(laidOut(text));
    }

    private static String laidOut(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\n… cut for this page";
    }
}
