package dev.relaydesk.story;

import dev.relaydesk.testing.desk.FakeRedmine;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Keeps tickets in a Redmine that the test opens at the address in the settings, and makes the worker hurry. */
public class TicketDeskResource implements QuarkusTestResourceLifecycleManager {

    static final String SECRET = "story-ticket-secret";

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("relaydesk.ticket.gateway", "redmine"),
                Map.entry("relaydesk.ticket.url", "http://127.0.0.1:" + freePort()),
                Map.entry("relaydesk.ticket.token", FakeRedmine.KEY),
                Map.entry("relaydesk.ticket.project", FakeRedmine.PROJECT),
                Map.entry("relaydesk.ticket.field", FakeRedmine.FIELD),
                Map.entry("relaydesk.ticket.secret", SECRET),
                Map.entry("relaydesk.ticket-run.pause", "40ms"),
                Map.entry("relaydesk.ticket-run.certain-after", "150ms"),
                Map.entry("relaydesk.ticket-run.patience", "1500ms"),
                Map.entry("relaydesk.ticket-run.attempts", "3"),
                Map.entry("relaydesk.ticket-run.claim", "3s"));
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
