package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.endpoint.Endpoint;
import dev.relaydesk.action.endpoint.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who does what: our own database, or one of the operator's systems. */
@ApplicationScoped
class Handlers {

    static final String API_CALL = "api_call";

    private final Map<String, ActionHandler> ours;
    private final Endpoints endpoints;

    Handlers(@Any Instance<ActionHandler> ours, Endpoints endpoints) {
        this.ours = ours.stream().collect(Collectors.toMap(ActionHandler::action, Function.identity()));
        this.endpoints = endpoints;
    }

    Optional<ActionHandler> inHouse(String action) {
        return Optional.ofNullable(ours.get(action));
    }

    /** The system that does it; empty for what is done in house, and for an endpoint that is not declared. */
    Optional<Endpoint> outside(Action action) {
        return outside(action.name(), action.parameters());
    }

    Optional<Endpoint> outside(String action, JsonNode parameters) {
        return action.equals(API_CALL)
                ? endpoints.endpoint(parameters.path("endpoint").asText(""))
                : endpoints.handler(action);
    }

    /** What is sent: of an {@code api_call} its inner parameters, of an action of the operator all of them. */
    static JsonNode sent(String action, ObjectNode parameters) {
        return action.equals(API_CALL) ? parameters.path("parameters") : parameters;
    }

    String endpointNames() {
        return endpoints.all().stream().map(Endpoint::name).sorted().collect(Collectors.joining(", "));
    }
}
