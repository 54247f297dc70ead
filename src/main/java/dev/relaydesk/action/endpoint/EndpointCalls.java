package dev.relaydesk.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.http.Deadlines;
import dev.relaydesk.platform.http.OutgoingHttp;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Calls endpoints: once, on a connection of its own, to a checked address, within the endpoint's time and size. */
@Singleton
public class EndpointCalls implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EndpointCalls.class);

    /** Calls at once to one endpoint. */
    private static final int CONNECTIONS = 32;

    private static final Duration PATIENCE_WITH_NAMES = Duration.ofSeconds(5);

    private final Names names;
    private final Deadlines deadlines = new Deadlines();
    private final Map<Endpoint, CloseableHttpClient> clients = new ConcurrentHashMap<>();

    @Inject
    EndpointCalls() {
        this(Names.ofSystem(PATIENCE_WITH_NAMES));
    }

    EndpointCalls(Names names) {
        this.names = names;
    }

    /**
     * Calls once and reports what is known of the effect. Must not be called within a transaction.
     *
     * @param parameters what the model gave; checked again here
     * @param key names this effect and no other, derived from our ids; the same for each repeat
     * @throws RuntimeException never for anything that the other side or the network did
     */
    public CallResult call(Endpoint endpoint, JsonNode parameters, String key) {
        Optional<CallResult.Failed> refusal = endpoint.refusal(parameters);
        CallResult result =
                refusal.isPresent() ? refusal.get() : send(endpoint, (ObjectNode) parameters.deepCopy(), key);
        LOG.debugf("Endpoint %s: %s", endpoint.name(), result.code());
        return result;
    }

    /**
     * Asks the other side for what an earlier call did.
     *
     * @param endpoint of {@link Effect#LOOKUP_FIRST}
     * @param parameters and {@code key} as they were given to that call
     */
    public Lookup lookUp(Endpoint endpoint, JsonNode parameters, String key) {
        Endpoint lookup = endpoint.lookup();
        if (lookup == null) {
            return new Lookup.Unknown("no-lookup", endpoint.name() + " cannot be looked up");
        }
        ObjectNode shared = JsonNodeFactory.instance.objectNode();
        lookup.fields().stream()
                .filter(field -> parameters.has(field.name()))
                .forEach(field -> shared.set(field.name(), parameters.get(field.name())));
        return switch (call(lookup, shared, key)) {
            case CallResult.Succeeded found ->
                found.text().isEmpty() || found.text().equals("{}")
                        ? new Lookup.NotFound()
                        : new Lookup.Found(found.text());
            case CallResult.Failed failed ->
                failed.code().equals("http-404")
                        ? new Lookup.NotFound()
                        : new Lookup.Unknown(failed.code(), failed.detail());
            case CallResult.Ambiguous open -> new Lookup.Unknown(open.code(), open.detail());
        };
    }

    @Override
    @PreDestroy
    public void close() {
        deadlines.close();
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    private CallResult send(Endpoint endpoint, ObjectNode parameters, String key) {
        HttpUriRequestBase request = endpoint.form().request(parameters, key);
        var context = HttpClientContext.create();
        try (var deadline = deadlines.within(endpoint.timeout(), request::abort)) {
            try {
                return Judgement.judge(endpoint, answer(endpoint, request, context));
            } catch (AddressRefused e) {
                LOG.warnf("Endpoint %s must not be called: %s", endpoint.name(), e.getMessage());
                return new CallResult.Failed("address-refused", "It is at an address that is not allowed", false, null);
            } catch (IOException | CancellationException e) {
                String code = deadline.passed() ? "timeout" : SentMark.isOn(context) ? "no-answer" : "unreachable";
                String detail = e.getClass().getSimpleName();
                return SentMark.isOn(context)
                        ? Judgement.open(endpoint, code, detail, null)
                        : new CallResult.Failed(code, detail, true, null);
            }
        }
    }

    private Answer answer(Endpoint endpoint, HttpUriRequestBase request, HttpClientContext context) throws IOException {
        CloseableHttpClient client = clients.computeIfAbsent(endpoint, this::client);
        ClassicHttpResponse response = client.executeOpen(null, request, context);
        try {
            int most = endpoint.answer().maxBytes();
            byte[] body = body(response, most + 1);
            if (request.isAborted()) {
                throw new InterruptedIOException("The time was up");
            }
            String type = header(response, "Content-Type");
            String encoding = header(response, "Content-Encoding");
            boolean plain = encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity");
            return new Answer(
                    response.getCode(),
                    type == null ? "" : type,
                    body.length > most ? Arrays.copyOf(body, most) : body,
                    body.length > most,
                    plain,
                    RetryAfter.read(header(response, "Retry-After")));
        } finally {
            // Ends the connection, instead of reading on to the end of whatever still comes.
            request.abort();
        }
    }

    private static byte[] body(ClassicHttpResponse response, int most) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        return response.getEntity().getContent().readNBytes(most);
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private CloseableHttpClient client(Endpoint endpoint) {
        Endpoint.Bounds bounds = endpoint.bounds();
        var guard = new AddressGuard(names, bounds.allowed());
        return OutgoingHttp.builder(bounds.connectTimeout(), bounds.timeout(), CONNECTIONS, guard)
                .setRequestExecutor(new SentMark())
                // A connection that the other side is just closing would leave open what it still took.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .build();
    }
}
