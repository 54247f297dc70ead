package dev.relaydesk.action.endpoint;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.relaydesk.action.endpoint.EndpointsConfig.Field;
import dev.relaydesk.action.endpoint.Parameter.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the parameters of one endpoint of their settings. */
final class ParameterReader {

    private static final int LONGEST_VALUE = 10_000;
    private static final int LONGEST_PATTERN = 1_000;

    private final String prefix;
    private final UrlTemplate url;
    private final String method;
    private final List<String> faults;

    ParameterReader(String prefix, UrlTemplate url, String method, List<String> faults) {
        this.prefix = prefix;
        this.url = url;
        this.method = method;
        this.faults = faults;
    }

    /** Sorted by name; without those that have a fault. */
    List<Parameter> read(Map<String, Field> fields) {
        List<Parameter> parameters = new ArrayList<>();
        new TreeMap<>(fields).forEach((name, field) -> {
            Parameter parameter = read(name, field);
            if (parameter != null) {
                parameters.add(parameter);
            }
        });
        Set<String> holes = new HashSet<>(url.pathNames());
        holes.addAll(url.queryNames());
        holes.remove(UrlTemplate.REFERENCE);
        holes.removeAll(fields.keySet());
        holes.forEach(hole -> faults.add(
                "%s.parameters.%s.pattern is needed, because the url has {%s}".formatted(prefix, hole, hole)));
        return parameters;
    }

    private @Nullable Parameter read(String name, Field field) {
        int before = faults.size();
        String setting = prefix + ".parameters." + name;
        if (!name.matches("[a-z][a-z0-9_]{0,63}") || name.equals(UrlTemplate.REFERENCE)) {
            faults.add(setting + " must have a name of a-z, 0-9 and _, other than reference");
        }
        if (field.maxLength() < 1 || field.maxLength() > LONGEST_VALUE) {
            faults.add(setting + ".max-length must be between 1 and " + LONGEST_VALUE);
        }
        Place place = place(name, field);
        if (place == Place.PATH && !field.required()) {
            faults.add(setting + ".required must be true, because the path of the url has it");
        }
        if (place == Place.BODY && !RequestForm.hasBody(method)) {
            faults.add(setting + ".in must not be body, because " + method + " has none");
        }
        Pattern pattern = pattern(setting + ".pattern", field.pattern());
        if (pattern == null || faults.size() > before) {
            return null;
        }
        return new Parameter(
                name,
                field.name().orElse(name),
                place,
                pattern,
                field.maxLength(),
                field.required(),
                field.description().orElse(""));
    }

    private Place place(String name, Field field) {
        if (url.pathNames().contains(name)) {
            return Place.PATH;
        }
        if (url.queryNames().contains(name)) {
            return Place.QUERY;
        }
        return field.in()
                .map(spot -> switch (spot) {
                    case QUERY -> Place.QUERY;
                    case BODY -> Place.BODY;
                })
                .orElse(RequestForm.hasBody(method) ? Place.BODY : Place.QUERY);
    }

    private @Nullable Pattern pattern(String setting, String text) {
        if (text.length() > LONGEST_PATTERN) {
            faults.add(setting + " is longer than " + LONGEST_PATTERN + " characters");
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            faults.add("%s is no pattern that is matched in linear time: %s".formatted(setting, e.getMessage()));
            return null;
        }
    }
}
