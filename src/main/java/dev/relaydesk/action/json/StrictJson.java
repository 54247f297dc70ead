package dev.relaydesk.action.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads one JSON value, and refuses what two readers could understand differently: duplicate keys, NaN, numbers that a
 * double does not hold, lone surrogates. Reading, checking and hashing all see the tree that comes out here.
 */
public final class StrictJson {

    /** Levels of objects and arrays. */
    public static final int MAX_DEPTH = 16;

    /** Characters of one value. */
    public static final int MAX_LENGTH = 32_768;

    /** Above it two integers share a double (I-JSON, RFC 7493). */
    private static final long LARGEST_INTEGER = (1L << 53) - 1;

    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_INTEGER = 17;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Jackson's own limits are out of the way: ours are checked here, each with its kind. NaN is let in to be named. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What became of it. */
    public sealed interface Outcome {}

    /**
     * It was read.
     *
     * @param end index of the first character behind the value
     */
    public record Value(JsonNode node, int end) implements Outcome {}

    /**
     * It was refused.
     *
     * @param at index of the character where reading stopped
     */
    public record Fault(Kind kind, String detail, int at) implements Outcome {}

    /** Why a text is not taken. */
    public enum Kind {
        NOT_JSON,
        DUPLICATE_KEY,
        NOT_A_NUMBER,
        NUMBER_OUT_OF_RANGE,
        TOO_DEEP,
        TOO_LONG,
        LONE_SURROGATE,
        FORBIDDEN_CHARACTER
    }

    private final JsonParser in;

    private StrictJson(JsonParser in) {
        this.in = in;
    }

    /** The object, array or string that starts with this text's first character. */
    public static Outcome read(String text) {
        return read(text.toCharArray(), 0);
    }

    /** The object, array or string that starts at this character; what follows it is not looked at. */
    public static Outcome read(char[] text, int from) {
        char first = from < text.length ? text[from] : ' ';
        if (first != '{' && first != '[' && first != '"') {
            return new Fault(Kind.NOT_JSON, "no object, array or string starts here", from);
        }
        // One character more than is allowed, so that a value that is too long is told from one that is cut off.
        int length = Math.min(text.length - from, MAX_LENGTH + 1);
        try (JsonParser parser = FACTORY.createParser(text, from, length)) {
            var reader = new StrictJson(parser);
            parser.nextToken();
            JsonNode node = reader.value(1);
            int end = reader.offset();
            return end > MAX_LENGTH ? tooLong(from) : new Value(node, from + end);
        } catch (Refused e) {
            return new Fault(e.kind, e.detail, from + e.at);
        } catch (JsonEOFException _) {
            return length > MAX_LENGTH
                    ? tooLong(from)
                    : new Fault(Kind.NOT_JSON, "it ends before it is complete", from + length);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            int at = from + (where == null ? 0 : (int) where.getCharOffset());
            return new Fault(Kind.NOT_JSON, "not JSON at character " + (at + 1), at);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static Fault tooLong(int from) {
        return new Fault(Kind.TOO_LONG, "longer than " + MAX_LENGTH + " characters", from + MAX_LENGTH);
    }

    private JsonNode value(int depth) throws IOException {
        if (depth > MAX_DEPTH && in.currentToken().isStructStart()) {
            throw refused(Kind.TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.textNode(sound(in.getText()));
            case VALUE_NUMBER_INT -> integer(in.getText());
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw refused(Kind.NOT_JSON, "not JSON");
        };
    }

    private ObjectNode object(int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (next() != JsonToken.END_OBJECT) {
            String name = sound(in.currentName());
            if (object.has(name)) {
                throw refused(Kind.DUPLICATE_KEY, "the same key twice in one object");
            }
            next();
            object.set(name, value(depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (next() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }

    private JsonToken next() throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw refused(Kind.NOT_JSON, "not JSON");
        }
        return token;
    }

    private JsonNode integer(String literal) throws Refused {
        if (literal.length() <= LONGEST_INTEGER) {
            long number = Long.parseLong(literal);
            if (Math.abs(number) <= LARGEST_INTEGER) {
                return NODES.numberNode(number);
            }
        }
        throw refused(Kind.NUMBER_OUT_OF_RANGE, "a number that is too large");
    }

    /** A whole number is an integer however it is written, as in JSON Schema and in RFC 8785. */
    private JsonNode decimal() throws IOException {
        if (in.isNaN()) {
            throw refused(Kind.NOT_A_NUMBER, "NaN and Infinity are no JSON");
        }
        String literal = in.getText();
        double number = literal.length() > LONGEST_NUMBER ? Double.NaN : Double.parseDouble(literal);
        if (!Double.isFinite(number)) {
            throw refused(Kind.NUMBER_OUT_OF_RANGE, "a number that is too large or too long");
        }
        return number == Math.rint(number) && Math.abs(number) <= LARGEST_INTEGER
                ? NODES.numberNode((long) number)
                : NODES.numberNode(number);
    }

    private String sound(String text) throws Refused {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refused(Kind.FORBIDDEN_CHARACTER, "a NUL character");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused(Kind.LONE_SURROGATE, "half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private int offset() {
        return (int) in.currentLocation().getCharOffset();
    }

    private Refused refused(Kind kind, String detail) {
        return new Refused(kind, detail, offset());
    }

    private static final class Refused extends IOException {

        private final Kind kind;
        private final String detail;
        private final int at;

        Refused(Kind kind, String detail, int at) {
            super(detail);
            this.kind = kind;
            this.detail = detail;
            this.at = at;
        }

        /** Hostile text comes by the thousand, and nobody reads the trace. */
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
