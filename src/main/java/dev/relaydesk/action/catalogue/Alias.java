package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Another name for an action with some parameters fixed.
 *
 * @param fixed parameter to JSON value; wins over what the model says
 */
public record Alias(String name, String action, Map<String, JsonNode> fixed) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** The parameters of a request under this name. */
    public ObjectNode apply(ObjectNode parameters) {
        ObjectNode all = parameters.deepCopy();
        fixed.forEach(all::set);
        return all;
    }

    /**
     * Reads {@code handoff_sales = handoff department=sales; …}. A value that is a JSON literal is one, any other is a
     * text.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    static Map<String, Alias> parse(String setting) {
        Map<String, Alias> aliases = new LinkedHashMap<>();
        for (String each : setting.split(";", -1)) {
            if (each.isBlank()) {
                continue;
            }
            String[] sides = each.split("=", 2);
            String[] words =
                    sides.length < 2 ? new String[] {""} : sides[1].strip().split("\\s+", -1);
            String name = sides[0].strip();
            if (!isName(name) || !isName(words[0])) {
                throw new IllegalArgumentException(
                        "'%s' is not of the form name = action parameter=value".formatted(each));
            }
            Map<String, JsonNode> fixed = new LinkedHashMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] pair = words[i].split("=", 2);
                if (pair.length < 2 || pair[0].isEmpty()) {
                    throw new IllegalArgumentException("'%s' is not of the form parameter=value".formatted(words[i]));
                }
                fixed.put(pair[0], Literal.of(pair[1]));
            }
            if (aliases.put(name, new Alias(name, words[0], Map.copyOf(fixed))) != null) {
                throw new IllegalArgumentException("the alias %s is given twice".formatted(name));
            }
        }
        return aliases;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
