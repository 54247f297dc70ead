package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * One value that the model may give.
 *
 * @param wireName what the other side calls it
 * @param pattern must match the whole value; takes time linear in its length, whatever it is
 * @param maxLength in characters, at most
 */
record Parameter(
        String name,
        String wireName,
        Place place,
        Pattern pattern,
        int maxLength,
        boolean required,
        String description) {

    /** Where the value goes. */
    enum Place {
        PATH,
        QUERY,
        BODY
    }

    /** The code of what is wrong with the value; it must be there. */
    Optional<String> fault(JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            return Optional.of("parameter-type");
        }
        String text = value.asText();
        boolean fits = text.codePointCount(0, text.length()) <= maxLength
                && text.chars().noneMatch(this::isForbidden)
                && !hasLoneSurrogate(text)
                && (place != Place.PATH || !text.isEmpty() && !text.matches("\\.{1,2}"))
                && pattern.matches(text);
        return fits ? Optional.empty() : Optional.of("parameter-invalid");
    }

    /** Encoded or not, some server between here and there takes these for structure. A body may have line ends. */
    private boolean isForbidden(int character) {
        return switch (place) {
            case PATH -> Character.isISOControl(character) || "/\\%".indexOf(character) >= 0;
            case QUERY -> Character.isISOControl(character);
            case BODY -> character == 0;
        };
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
