package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing outside that may be called, as the operator declared it; its host and its headers are not the model's. */
public final class Endpoint {

    private final String name;
    private final String description;
    private final Effect effect;
    private final RequestForm form;
    private final AnswerForm answer;
    private final Bounds bounds;
    private final @Nullable Endpoint lookup;

    Endpoint(
            String name,
            String description,
            Effect effect,
            RequestForm form,
            AnswerForm answer,
            Bounds bounds,
            @Nullable Endpoint lookup) {
        this.name = name;
        this.description = description;
        this.effect = effect;
        this.form = form;
        this.answer = answer;
        this.bounds = bounds;
        this.lookup = lookup;
    }

    /**
     * What the model is told of one parameter.
     *
     * @param pattern in RE2 syntax, for the whole value
     */
    public record Field(String name, String description, String pattern, int maxLength, boolean required) {}

    /**
     * Where a connection may go and how long a call may take.
     *
     * @param timeout for the whole call
     */
    record Bounds(Duration connectTimeout, Duration timeout, List<Network> allowed) {}

    /** The endpoint's id, or the action's name if it is a handler. */
    public String name() {
        return name;
    }

    /** For the Space instructions; empty when the operator wrote none. */
    public String description() {
        return description;
    }

    public Effect effect() {
        return effect;
    }

    /** The longest time a call may take; a claim on it must last longer. */
    public Duration timeout() {
        return bounds.timeout();
    }

    /** In the order of their names. */
    public List<Field> fields() {
        return form.parameters().stream()
                .map(each -> new Field(
                        each.name(), each.description(), each.pattern().pattern(), each.maxLength(), each.required()))
                .toList();
    }

    /**
     * Why the model's parameters are refused; empty when they can be sent. Touches no network, and its detail repeats no
     * value.
     *
     * @param parameters an object; its values are texts, numbers or booleans
     */
    public Optional<CallResult.Failed> refusal(JsonNode parameters) {
        if (!(parameters instanceof ObjectNode given)) {
            return refused("parameter-type", "The parameters are no object");
        }
        var known = form.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        if (given.propertyStream().anyMatch(each -> !known.contains(each.getKey()))) {
            return refused("parameter-unknown", "There is a parameter that %s does not have".formatted(name));
        }
        for (Parameter each : form.parameters()) {
            JsonNode value = given.get(each.name());
            if (value == null && each.required()) {
                return refused("parameter-missing", each.name() + " is missing");
            }
            Optional<String> fault = value == null ? Optional.empty() : each.fault(value);
            if (fault.isPresent()) {
                return refused(fault.get(), each.name() + " is not what it must be");
            }
        }
        return form.changesPath(given)
                ? refused("parameter-invalid", "The values together would change the path")
                : Optional.empty();
    }

    RequestForm form() {
        return form;
    }

    AnswerForm answer() {
        return answer;
    }

    Bounds bounds() {
        return bounds;
    }

    @Nullable
    Endpoint lookup() {
        return lookup;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Optional<CallResult.Failed> refused(String code, String detail) {
        return Optional.of(new CallResult.Failed(code, detail, false, null));
    }
}
