package dev.relaydesk.action.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON in the one form of RFC 8785, so that equal values have equal bytes in UTF-8. */
public final class CanonicalJson {

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /**
     * The canonical text.
     *
     * @throws IllegalArgumentException for NaN and the infinities, which JSON does not have
     */
    public static String of(JsonNode node) {
        var writer = new CanonicalJson();
        writer.value(node);
        return writer.out.toString();
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object((ObjectNode) node);
            case ARRAY -> array(node);
            case STRING -> string(node.textValue());
            case NUMBER -> out.append(number(node.doubleValue()));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + node.getNodeType());
        }
    }

    /** Keys are ordered by UTF-16 code units, which is how strings compare here. */
    private void object(ObjectNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
        out.append('{');
        String comma = "";
        for (Map.Entry<String, JsonNode> each : sorted.entrySet()) {
            out.append(comma);
            string(each.getKey());
            out.append(':');
            value(each.getValue());
            comma = ",";
        }
        out.append('}');
    }

    private void array(JsonNode array) {
        out.append('[');
        String comma = "";
        for (JsonNode each : array) {
            out.append(comma);
            value(each);
            comma = ",";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** As ECMAScript's Number::toString writes it. */
    private static String number(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("no JSON number: " + number);
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + placed(digits, point);
    }

    /** Java writes two digits where one would do (4.9E-324 for 5e-324); otherwise both take the fewest that round back. */
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
            return one.doubleValue() == number ? one.stripTrailingZeros() : digits;
        }
        return digits;
    }

    private static String placed(String digits, int point) {
        int count = digits.length();
        if (point > 21 || point <= -6) {
            int exponent = point - 1;
            String rest = count == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + rest + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= count
                ? digits + "0".repeat(point - count)
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
