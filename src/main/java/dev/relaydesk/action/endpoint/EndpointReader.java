package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.relaydesk.action.endpoint.EndpointsConfig.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Makes one endpoint of its settings, or says everything that is wrong with them. */
final class EndpointReader {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_TEXT = 20_000;

    private final Config config;
    private final String prefix;
    private final Target target;
    private final List<String> faults;

    /** @param prefix the name of the settings without the last part, {@code relaydesk.action.endpoints.orders} */
    EndpointReader(Config config, String prefix, Target target, List<String> faults) {
        this.config = config;
        this.prefix = prefix;
        this.target = target;
        this.faults = faults;
    }

    /**
     * Reads on behind faults, so that all are told.
     *
     * @param others the endpoints that {@code lookup} may name, read already
     * @return null if there was a fault
     */
    @Nullable
    Endpoint read(String name, Map<String, Endpoint> others) {
        int before = faults.size();
        UrlTemplate url = parsed("url", target.url(), UrlTemplate::parse);
        if (url != null && !url.isEncrypted() && !target.allowHttp()) {
            fault("url", "must begin with https://, unless " + prefix + ".allow-http is true");
        }
        String raw = config.getConfigValue(prefix + ".url").getRawValue();
        if (raw != null && raw.contains("${secret:")) {
            fault("url", "must not have a secret, which belongs into a header");
        }
        if (!METHODS.contains(target.method())) {
            fault("method", "must be one of GET, POST, PUT, PATCH, DELETE");
        }
        var secrets = new SecretHeaders(config);
        var headers = secrets.read(prefix + ".headers", new TreeMap<>(target.headers()), faults::add);
        List<Parameter> parameters = url == null
                ? List.of()
                : new ParameterReader(prefix, url, target.method(), faults).read(target.parameters());
        var answer = new AnswerForm(pointers(), target.maxResponseBytes(), target.answerLength(), secrets.redaction());
        var bounds = new Endpoint.Bounds(target.connectTimeout(), target.timeout(), networks());
        limits();
        if (url == null || faults.size() > before) {
            return null;
        }
        var form = new RequestForm(
                target.method(),
                url,
                headers,
                parameters,
                target.body(),
                target.keyHeader().orElse(null),
                target.keyField().orElse(null));
        Effect effect = effect();
        keys(effect, form);
        Endpoint lookup = effect == Effect.LOOKUP_FIRST ? lookup(form, others) : null;
        return faults.size() > before
                ? null
                : new Endpoint(name, target.description().orElse(""), effect, form, answer, bounds, lookup);
    }

    private Effect effect() {
        return target.effect().orElse(target.method().equals("GET") ? Effect.READ : Effect.MUTATING_ONCE);
    }

    private void keys(Effect effect, RequestForm form) {
        String header = form.keyHeader();
        if (header != null && !SecretHeaders.isAllowed(header)) {
            fault("key-header", "is no header that can be set here");
        }
        if (form.keyField() != null && !RequestForm.hasBody(form.method())) {
            fault("key-field", "needs a method with a body");
        }
        if (effect != Effect.LOOKUP_FIRST && target.lookup().isPresent()) {
            fault("lookup", "needs the effect lookup_first");
        }
        if (effect == Effect.IDEMPOTENT && header == null) {
            fault("key-header", "is needed, because the effect is idempotent");
        }
    }

    private @Nullable Endpoint lookup(RequestForm form, Map<String, Endpoint> others) {
        if (!form.carriesKey()) {
            fault("key-field", "or key-header is needed, because the effect is lookup_first");
        }
        Endpoint lookup = target.lookup().map(others::get).orElse(null);
        if (lookup == null
                || lookup.effect() != Effect.READ
                || !lookup.form().url().hasReference()) {
            fault("lookup", "must name an endpoint that reads and has {reference} in its URL");
            return null;
        }
        var ours = form.parameters().stream().map(Parameter::name).toList();
        if (lookup.form().parameters().stream().anyMatch(each -> each.required() && !ours.contains(each.name()))) {
            fault("lookup", "names an endpoint that needs a parameter which this one does not have");
        }
        return lookup;
    }

    private void limits() {
        if (!target.timeout().isPositive() || target.timeout().compareTo(LONGEST) > 0) {
            fault("timeout", "must be above 0 and at most 60s");
        }
        if (!target.connectTimeout().isPositive() || target.connectTimeout().compareTo(target.timeout()) > 0) {
            fault("connect-timeout", "must be above 0 and at most the timeout");
        }
        if (target.maxResponseBytes() < 1 || target.maxResponseBytes() > MOST_BYTES) {
            fault("max-response-bytes", "must be between 1 and " + MOST_BYTES);
        }
        if (target.answerLength() < 1 || target.answerLength() > MOST_TEXT) {
            fault("answer-length", "must be between 1 and " + MOST_TEXT);
        }
    }

    private List<JsonPointer> pointers() {
        return each("answer", target.answer(), text -> {
            if (text.length() < 2 || !text.startsWith("/")) {
                throw new IllegalArgumentException("must be JSON pointers, as /order/status");
            }
            return JsonPointer.compile(text);
        });
    }

    private List<Network> networks() {
        return each("allow-networks", target.allowNetworks(), Network::parse);
    }

    private <T> List<T> each(String setting, Optional<List<String>> texts, Parser<T> parser) {
        List<T> all = new ArrayList<>();
        for (String text : texts.orElse(List.of())) {
            T one = parsed(setting, text.strip(), parser);
            if (one != null) {
                all.add(one);
            }
        }
        return List.copyOf(all);
    }

    private <T> @Nullable T parsed(String setting, String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            fault(setting, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void fault(String setting, String sentence) {
        faults.add(prefix + "." + setting + " " + sentence);
    }

    /** Throws IllegalArgumentException with the rest of a sentence. */
    private interface Parser<T> {
        T parse(String text);
    }
}
