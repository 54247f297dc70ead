package dev.relaydesk.action.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's HTTP endpoints. Belongs into {@code config/application.properties}: the name of an environment variable
 * cannot tell where an id ends.
 */
@ConfigMapping(prefix = "relaydesk.action")
interface EndpointsConfig {

    /** What {@code api_call} may call, by the id that the model gives. */
    Map<String, Target> endpoints();

    /** What executes an action of the operator's own, by the name of the action. */
    Map<String, Target> handlers();

    /** What {@code ${secret:name}} in a header stands for. Read by its name, so that a file may hold it. */
    Map<String, String> secrets();

    /** One endpoint or handler. */
    interface Target {

        /** {@code https://host/path/{order_id}?expand={what}}. */
        String url();

        @WithDefault("GET")
        String method();

        /** Absent: {@code read} for GET, {@code mutating_once} for everything else. */
        Optional<Effect> effect();

        /** For the model, in the Space instructions. */
        Optional<String> description();

        Map<String, String> headers();

        Map<String, Field> parameters();

        @WithDefault("json")
        BodyForm body();

        /** Carries our key; the other side does nothing twice for one key. */
        Optional<String> keyHeader();

        /** A field of the body that carries our key, for the other side to keep as its external reference. */
        Optional<String> keyField();

        /** Which endpoint finds what was done under our key, for {@code lookup_first}. */
        Optional<String> lookup();

        /** JSON pointers to what the model may see; absent: the whole answer. */
        Optional<List<String>> answer();

        @WithDefault("4000")
        int answerLength();

        @WithDefault("65536")
        int maxResponseBytes();

        /** For the whole call, however the answer drips. */
        @WithDefault("10s")
        Duration timeout();

        @WithDefault("3s")
        Duration connectTimeout();

        @WithDefault("false")
        boolean allowHttp();

        /** Networks that are not public and yet may be connected to. */
        Optional<List<String>> allowNetworks();
    }

    /** One parameter; its key is the model's name for it. */
    interface Field {

        /** RE2 syntax, matched against the whole value. */
        String pattern();

        /** In characters. */
        @WithDefault("200")
        int maxLength();

        @WithDefault("true")
        boolean required();

        /** What the other side calls it; absent: the same. */
        Optional<String> name();

        /** Absent: the path or query if the URL names it, else the body if the method has one, else the query. */
        Optional<Spot> in();

        Optional<String> description();
    }

    /** Where a parameter goes that the URL does not name. */
    enum Spot {
        QUERY,
        BODY
    }

    /** How a body is written. */
    enum BodyForm {
        JSON,
        FORM
    }
}
