package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer the model may see.
 *
 * @param pointers into JSON; none: the whole answer as text
 * @param maxLength in characters
 */
record AnswerForm(List<JsonPointer> pointers, int maxBytes, int maxLength, Redaction redaction) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})");
    /** Controls but line end and tab, halves of characters, and what turns the direction of writing or is not seen. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cf}&&[^\n\t\u200c\u200d]]");

    /**
     * The text for the model; null when pointers are wanted and this is no JSON object or array.
     *
     * @throws NothingFound when not one pointer leads anywhere
     */
    @Nullable
    String text(Answer answer) throws NothingFound {
        if (pointers.isEmpty() || answer.status() == 204) {
            return clean(decoded(answer), maxLength);
        }
        JsonNode root;
        try {
            root = answer.cut() ? null : JSON.readTree(answer.body());
        } catch (IOException _) {
            return null;
        }
        if (root == null || !root.isContainerNode()) {
            return null;
        }
        ObjectNode picked = JsonNodeFactory.instance.objectNode();
        for (JsonPointer pointer : pointers) {
            JsonNode value = root.at(pointer);
            if (!value.isMissingNode()) {
                picked.set(pointer.toString().substring(1), value);
            }
        }
        if (picked.isEmpty()) {
            throw new NothingFound();
        }
        return clean(written(picked), maxLength);
    }

    /** Some words of an answer that tells of a failure. */
    String excerpt(Answer answer) {
        return clean(decoded(answer), Math.min(maxLength, 300));
    }

    /** Not one of the pointers leads anywhere. */
    static final class NothingFound extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private String clean(String text, int length) {
        String clean = redaction
                .clean(HARMFUL.matcher(redaction.clean(text)).replaceAll(""))
                .strip();
        if (clean.codePointCount(0, clean.length()) <= length) {
            return clean;
        }
        return clean.substring(0, clean.offsetByCodePoints(0, length)) + "…";
    }

    /** What no charset can read becomes a replacement character. */
    private static String decoded(Answer answer) {
        Charset charset = StandardCharsets.UTF_8;
        Matcher named = CHARSET.matcher(answer.contentType());
        if (named.find()) {
            try {
                charset = Charset.forName(named.group(1));
            } catch (IllegalArgumentException _) {
                // A name nobody knows says nothing.
            }
        }
        return new String(answer.body(), charset);
    }

    private static String written(ObjectNode picked) {
        try {
            return JSON.writeValueAsString(picked);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can be written", e);
        }
    }
}
