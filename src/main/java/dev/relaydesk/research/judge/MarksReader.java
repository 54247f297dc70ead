package dev.relaydesk.research.judge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.research.engine.space.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a judge's JSON, strictly: a report must not pass because somebody guessed what was meant. Only a code fence
 * around all of it is forgiven.
 */
final class MarksReader {

    /** What the reader could make of it. */
    sealed interface Reading {

        record Read(Marks marks) implements Reading {}

        /** {@code fault} is told to the model. */
        record Unreadable(String fault) implements Reading {}
    }

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(5)
                            .maxNumberLength(30)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern FENCED = Pattern.compile("```(?:json)?\\s*(.*?)\\s*```", Pattern.DOTALL);
    private static final Set<String> FIELDS =
            Set.of("relevance", "correctness", "completeness", "claims", "verdict", "reasoning");
    private static final int MOST_CLAIMS = 30;
    private static final int LONGEST_CLAIM = 600;
    private static final int LONGEST_REASONING = 2_000;

    private MarksReader() {}

    /** Thrown and caught in here only. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final String told;

        Fault(String told) {
            super(told, null, false, false);
            this.told = told;
        }
    }

    /**
     * Reads a judge's whole reply.
     *
     * @param sources how many the report has
     */
    static Reading read(String text, int sources) {
        Matcher fenced = FENCED.matcher(text.strip());
        try {
            return new Reading.Read(marks(JSON.readTree(fenced.matches() ? fenced.group(1) : text), sources));
        } catch (JsonProcessingException _) {
            return new Reading.Unreadable("it is not one JSON object and nothing else");
        } catch (Fault fault) {
            return new Reading.Unreadable(fault.told);
        }
    }

    private static Marks marks(JsonNode json, int sources) throws Fault {
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        if (!names.equals(FIELDS)) {
            throw new Fault("its fields must be exactly " + String.join(", ", new TreeSet<>(FIELDS)));
        }
        String verdict = json.path("verdict").asText();
        if (!Set.of("pass", "fail").contains(verdict)) {
            throw new Fault("verdict must be \"pass\" or \"fail\"");
        }
        return new Marks(
                score(json, "relevance"),
                score(json, "correctness"),
                score(json, "completeness"),
                verdict.equals("pass"),
                text(json, "reasoning", LONGEST_REASONING),
                claims(json.path("claims"), sources));
    }

    private static double score(JsonNode json, String name) throws Fault {
        JsonNode score = json.path(name);
        if (!score.isNumber() || !(score.doubleValue() >= 0 && score.doubleValue() <= 1)) {
            throw new Fault(name + " must be a number from 0 to 1");
        }
        return score.doubleValue();
    }

    private static String text(JsonNode json, String name, int longest) throws Fault {
        if (!json.path(name).isTextual() || json.path(name).textValue().isBlank()) {
            throw new Fault(name + " must be a text");
        }
        return Quoted.line(json.path(name).textValue(), longest);
    }

    private static List<JudgeCard.Claim> claims(JsonNode list, int sources) throws Fault {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_CLAIMS) {
            throw new Fault("claims must be a list of 1 to " + MOST_CLAIMS);
        }
        List<JudgeCard.Claim> claims = new ArrayList<>();
        for (JsonNode each : list) {
            if (!each.path("grounded").isBoolean()) {
                throw new Fault("grounded must be true or false");
            }
            int source = each.path("source").isInt() ? each.path("source").intValue() : 0;
            // What stands in a source that does not exist, stands nowhere.
            boolean grounded = each.path("grounded").booleanValue() && source >= 1 && source <= sources;
            claims.add(new JudgeCard.Claim(text(each, "claim", LONGEST_CLAIM), grounded, grounded ? source : null));
        }
        return claims;
    }
}
