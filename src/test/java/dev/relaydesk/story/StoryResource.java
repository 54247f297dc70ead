package dev.relaydesk.story;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** Points the service at the scripted Space and WhatsApp of {@link Story} and makes it hurry. */
public class StoryResource implements QuarkusTestResourceLifecycleManager {

    static final String NUMBER = "420000000000007";
    static final String COLLECTION = "7d1c86a4-55a2-4f0e-9a57-0d6a1c1f9b10";
    static final String APP_SECRET = "story-app-secret";
    static final String ACCESS_TOKEN = "story-access-token";

    /** Systems of the operator, all at the scripted shop. */
    private static Map<String, String> endpoints(int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("relaydesk.shop-url", "http://127.0.0.1:" + port);
        endpoint(settings, port, "order-status", "GET", "/orders/{order}", "read");
        settings.put("relaydesk.action.endpoints.order-status.answer", "/status");
        endpoint(settings, port, "refund", "POST", "/refunds", "mutating_once");
        endpoint(settings, port, "book", "POST", "/bookings", "idempotent");
        settings.put("relaydesk.action.endpoints.book.key-header", "Idempotency-Key");
        endpoint(settings, port, "claim", "POST", "/claims", "lookup_first");
        settings.put("relaydesk.action.endpoints.claim.key-field", "reference");
        settings.put("relaydesk.action.endpoints.claim.lookup", "claim-by-reference");
        endpoint(settings, port, "claim-by-reference", "GET", "/claims/by-reference/{reference}", "read");
        settings.remove("relaydesk.action.endpoints.claim-by-reference.parameters.order.pattern");
        return settings;
    }

    private static void endpoint(
            Map<String, String> settings, int port, String id, String method, String path, String effect) {
        String prefix = "relaydesk.action.endpoints." + id + ".";
        settings.put(prefix + "url", "http://127.0.0.1:" + port + path);
        settings.put(prefix + "method", method);
        settings.put(prefix + "effect", effect);
        settings.put(prefix + "parameters.order.pattern", "[0-9]{4,10}");
        settings.put(prefix + "allow-http", "true");
        settings.put(prefix + "allow-networks", "127.0.0.0/8");
        settings.put(prefix + "timeout", "2s");
        settings.put(prefix + "connect-timeout", "1s");
    }

    private Map<String, String> others = Map.of();

    /** Settings that stand in for those below. */
    @Override
    public void init(Map<String, String> arguments) {
        others = arguments;
    }

    /** The ports are chosen here and opened by {@link Story}, which lives beside the tests. */
    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(endpoints(freePort()));
        settings.putAll(Map.ofEntries(
                Map.entry("relaydesk.action-run.claim", "3s"),
                Map.entry("relaydesk.action-run.certain-after", "150ms"),
                Map.entry("relaydesk.action-run.pause", "40ms"),
                Map.entry("relaydesk.handoff.ladder", "desk"),
                Map.entry("relaydesk.handoff.notice-attempts", "3"),
                Map.entry("relaydesk.handoff.simulated", "true"),
                Map.entry("relaydesk.space.base-url", "http://127.0.0.1:" + freePort()),
                Map.entry("relaydesk.space.account-name", "story"),
                Map.entry("relaydesk.space.collection-uuid", COLLECTION),
                Map.entry("relaydesk.space.concurrency", "0"),
                Map.entry("relaydesk.space.read-timeout", "10s"),
                Map.entry("relaydesk.space.idle-timeout", "5s"),
                Map.entry("relaydesk.space.session-pause", "300ms"),
                Map.entry("relaydesk.space.session-test-interval", "1ms"),
                Map.entry("relaydesk.space.breaker.window", "4"),
                Map.entry("relaydesk.space.breaker.failure-ratio", "1.0"),
                Map.entry("relaydesk.space.breaker.open-for", "300ms"),
                Map.entry("relaydesk.space.breaker.probes", "1"),
                Map.entry("relaydesk.limit.space-per-minute", "0"),
                Map.entry("relaydesk.turn.quiet-window", "60ms"),
                Map.entry("relaydesk.turn.quiet-window-max", "400ms"),
                Map.entry("relaydesk.turn.backoff", "20ms,20ms,20ms,20ms"),
                Map.entry("relaydesk.turn.lease", "1200ms"),
                Map.entry("relaydesk.turn.drain", "1s"),
                // Orders stay orders: research would ask the scripted Space, too.
                Map.entry("relaydesk.research.concurrency", "0"),
                Map.entry("relaydesk.job.lease", "1200ms"),
                Map.entry("relaydesk.job.backoff", "20ms"),
                Map.entry("relaydesk.job.max-attempts", "3"),
                Map.entry("relaydesk.delivery.claim", "3s"),
                Map.entry("relaydesk.delivery.evidence-wait", "400ms"),
                Map.entry("relaydesk.delivery.evidence-wait-max", "1s"),
                Map.entry("relaydesk.whatsapp.phone-number-id", NUMBER),
                Map.entry("relaydesk.whatsapp.access-token", ACCESS_TOKEN),
                Map.entry("relaydesk.whatsapp.app-secret", APP_SECRET),
                Map.entry("relaydesk.whatsapp.verify-token", "story-verify-token"),
                Map.entry("relaydesk.whatsapp.api-url", "http://127.0.0.1:" + freePort()),
                Map.entry("relaydesk.whatsapp.pair-interval", "0s"),
                Map.entry("relaydesk.whatsapp.number-per-second", "0"),
                Map.entry("relaydesk.whatsapp.send-timeout", "1s")));
        settings.putAll(others);
        return settings;
    }

    @Override
    public void stop() {}

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
