package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operator's own system: carries out whatever it is asked, also twice, and remembers it. */
public final class FakeShop implements Closeable {

    /**
     * A request that was carried out.
     *
     * @param endpoint which of {@link #settings()}
     * @param key what the caller calls this request; empty when it gave none
     */
    public record Deed(String endpoint, String order, String key) {}

    private static final Pattern ORDER = Pattern.compile("\"order\":\"?([0-9]+)");
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)");
    private static final String READ = "/read/";
    private static final String LOOK_UP = "/reference/";

    private final HttpServerSocket server;
    private final List<Deed> deeds = new CopyOnWriteArrayList<>();
    private volatile @Nullable Encounter working;

    public FakeShop() throws IOException {
        server = new HttpServerSocket("fake-shop", this::handle);
    }

    /** What the service has to be told of its endpoints, which are called like their effects. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        endpoint(settings, "read", "GET", READ + "{order}", "read");
        endpoint(settings, "idempotent", "POST", "/idempotent", "idempotent");
        settings.put("relaydesk.action.endpoints.idempotent.key-header", "Idempotency-Key");
        endpoint(settings, "lookup-first", "POST", "/lookup-first", "lookup_first");
        settings.put("relaydesk.action.endpoints.lookup-first.key-field", "reference");
        settings.put("relaydesk.action.endpoints.lookup-first.lookup", "by-reference");
        endpoint(settings, "by-reference", "GET", LOOK_UP + "{reference}", "read");
        settings.remove("relaydesk.action.endpoints.by-reference.parameters.order.pattern");
        endpoint(settings, "mutating-once", "POST", "/mutating-once", "mutating_once");
        return settings;
    }

    /** The next request is carried out, but its answer is held. Look-ups do not count. */
    public Encounter holdNextAnswer() {
        Encounter encounter = new Encounter();
        working = encounter;
        return encounter;
    }

    /** What was carried out for this order, in the order of arrival. */
    public List<Deed> deeds(String order) {
        return deeds.stream().filter(deed -> deed.order().equals(order)).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void endpoint(Map<String, String> settings, String id, String method, String path, String effect) {
        String prefix = "relaydesk.action.endpoints." + id + ".";
        settings.put(prefix + "url", "http://127.0.0.1:" + server.port() + path);
        settings.put(prefix + "method", method);
        settings.put(prefix + "effect", effect);
        settings.put(prefix + "answer", "/status");
        settings.put(prefix + "parameters.order.pattern", "[0-9]{4,10}");
        settings.put(prefix + "allow-http", "true");
        settings.put(prefix + "allow-networks", "127.0.0.0/8");
        settings.put(prefix + "timeout", "1s");
        settings.put(prefix + "connect-timeout", "500ms");
    }

    private void handle(HttpMessage request, HttpConnection connection) throws IOException {
        String target = request.target();
        if (target.startsWith(LOOK_UP)) {
            String reference = target.substring(LOOK_UP.length());
            boolean there = deeds.stream().anyMatch(deed -> deed.key().equals(reference));
            respond(connection, there ? 200 : 404, there ? "{\"status\":\"done\"}" : "{}");
            return;
        }
        deeds.add(deed(request));
        Encounter held = working;
        working = null;
        if (held == null || held.hold(connection)) {
            respond(connection, 200, "{\"status\":\"done\"}");
        }
    }

    private static Deed deed(HttpMessage request) {
        String target = request.target();
        if (target.startsWith(READ)) {
            return new Deed("read", target.substring(READ.length()), "");
        }
        String body = new String(request.body(), UTF_8);
        String header = request.header("Idempotency-Key");
        return new Deed(target.substring(1), found(ORDER, body), header == null ? found(REFERENCE, body) : header);
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void respond(HttpConnection connection, int status, String json) throws IOException {
        connection.respond(status, "application/json", json.getBytes(UTF_8));
    }
}
