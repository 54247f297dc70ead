package dev.relaydesk.space.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model that says what it is told to say: the worst that a customer's text can make of one. */
final class Dictation {

    private Dictation() {}

    /**
     * What stands behind the scenario's marker, without the one space or line end between them; for a Base64 marker what
     * the next word encodes, so that the customer's text does not show it. Empty when that is no Base64.
     */
    static String in(String prompt, Scenario scenario) {
        Matcher marker = Pattern.compile(Pattern.quote(scenario.marker()), Pattern.CASE_INSENSITIVE)
                .matcher(prompt);
        String dictated = marker.find() ? prompt.substring(marker.end()).replaceFirst("^[ \n]", "") : "";
        return switch (scenario) {
            case EVIL_BASE64, EVIL_ALWAYS_BASE64 -> decoded(dictated.strip().split("\\s", 2)[0]);
            default -> dictated;
        };
    }

    private static String decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
