package dev.relaydesk.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** By which the model may say what language the customer speaks. It changes how we talk, not what is done. */
final class LanguageParameter {

    private static final String NAME = "language";

    /** An operator's own action may have a parameter of this name that means something else. */
    private static final Set<String> ACTIONS = Set.of("create_ticket", "handoff");

    private LanguageParameter() {}

    /** A BCP 47 tag, perhaps of a language that we have no texts in. */
    static Optional<String> in(ActionRequest request) {
        return ACTIONS.contains(request.name())
                ? Optional.ofNullable(request.parameters().path(NAME).textValue())
                : Optional.empty();
    }

    /** What is done: the parameters that decide whether two requests are equal, and that the customer agrees to. */
    static ObjectNode without(String action, ObjectNode parameters) {
        if (!ACTIONS.contains(action) || !parameters.has(NAME)) {
            return parameters;
        }
        ObjectNode rest = parameters.deepCopy();
        rest.remove(NAME);
        return rest;
    }
}
