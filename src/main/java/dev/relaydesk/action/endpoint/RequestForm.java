package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.endpoint.EndpointsConfig.BodyForm;
import dev.relaydesk.action.endpoint.Parameter.Place;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * How a request is put together.
 *
 * @param keyHeader carries our key
 * @param keyField a field of the body that carries our key
 */
record RequestForm(
        String method,
        UrlTemplate url,
        List<Header> headers,
        List<Parameter> parameters,
        BodyForm body,
        @Nullable String keyHeader,
        @Nullable String keyField) {

    RequestForm {
        headers = List.copyOf(headers);
        parameters = List.copyOf(parameters);
    }

    static boolean hasBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    boolean carriesKey() {
        return keyHeader != null || keyField != null || url.hasReference();
    }

    boolean changesPath(ObjectNode given) {
        try {
            address(given, "x");
            return false;
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    /** The parameters must have been found good. */
    HttpUriRequestBase request(ObjectNode given, String key) {
        var request = new HttpUriRequestBase(method, address(given, key));
        request.setHeader("Accept", "application/json, text/plain;q=0.9, */*;q=0.1");
        headers.forEach(header -> request.setHeader(header.name(), header.value()));
        if (keyHeader != null) {
            request.setHeader(keyHeader, key);
        }
        if (hasBody(method)) {
            request.setEntity(
                    switch (body) {
                        case JSON -> json(given, key);
                        case FORM -> form(given, key);
                    });
        }
        return request;
    }

    private URI address(ObjectNode given, String key) {
        Map<String, String> inTemplate = new LinkedHashMap<>();
        Map<String, String> more = new LinkedHashMap<>();
        inTemplate.put(UrlTemplate.REFERENCE, key);
        for (Parameter each : parameters) {
            JsonNode value = given.get(each.name());
            if (value != null && each.place() != Place.BODY) {
                boolean named = url.pathNames().contains(each.name())
                        || url.queryNames().contains(each.name());
                (named ? inTemplate : more).put(named ? each.name() : each.wireName(), value.asText());
            }
        }
        return url.fill(inTemplate, more);
    }

    private ByteArrayEntity json(ObjectNode given, String key) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        inBody(given).forEach(each -> object.set(each.wireName(), given.get(each.name())));
        if (keyField != null) {
            object.put(keyField, key);
        }
        return new ByteArrayEntity(object.toString().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
    }

    private ByteArrayEntity form(ObjectNode given, String key) {
        List<String> pairs = new ArrayList<>();
        inBody(given)
                .forEach(each -> pairs.add(Percent.encode(each.wireName()) + "="
                        + Percent.encode(given.path(each.name()).asText())));
        if (keyField != null) {
            pairs.add(Percent.encode(keyField) + "=" + Percent.encode(key));
        }
        return new ByteArrayEntity(
                String.join("&", pairs).getBytes(StandardCharsets.US_ASCII),
                ContentType.create("application/x-www-form-urlencoded"));
    }

    private List<Parameter> inBody(ObjectNode given) {
        return parameters.stream()
                .filter(each -> each.place() == Place.BODY && given.has(each.name()))
                .toList();
    }
}
