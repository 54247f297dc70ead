package dev.relaydesk.ticket.simulator;

import static dev.relaydesk.testing.desk.FakeWebhookDesk.signature;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ticket desk that comes along. */
class TicketSimulatorTest {

    private static final String SECRET = "simulator-secret";

    private final List<String> hints = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer relaydesk;
    private TicketSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        relaydesk = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        relaydesk.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                String at = exchange.getRequestHeaders().getFirst("X-Relaydesk-Timestamp");
                boolean signed = signature(at + "." + body, SECRET)
                        .equals(exchange.getRequestHeaders().getFirst("X-Relaydesk-Signature"));
                hints.add(body + (signed ? " signed" : " unsigned"));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        relaydesk.start();
        URI webhook = URI.create("http://127.0.0.1:" + relaydesk.getAddress().getPort() + "/hint");
        simulator = TicketSimulator.start(SECRET, () -> webhook, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        simulator.close();
        relaydesk.stop(0);
        http.close();
    }

    @Test
    void a_ticket_asked_for_twice_is_one_and_stands_on_the_page_without_its_markup() throws Exception {
        String ticket = "{\"reference\":\"c:a\",\"subject\":\"<b>Lamp</b>\",\"description\":\"broken\"}";
        String first = call("POST", "/tickets", ticket).body();
        String second = call("POST", "/tickets", ticket).body();
        String page = send("GET", "/", "", SECRET, null).body();

        assertThat(second).isEqualTo(first).contains("\"status\":\"open\"");
        assertThat(call("GET", "/tickets?reference=c%3Aa", "").body()).contains("\"reference\":\"c:a\"");
        assertThat(page).contains("&lt;b&gt;Lamp").doesNotContain("<b>Lamp");
    }

    @Test
    void the_button_solves_and_tells_by_a_signed_webhook_and_no_other_site_can_press_it() throws Exception {
        String id =
                call("POST", "/tickets", "{\"reference\":\"c:a\"}").body().replaceAll(".*\"id\":\"([0-9]+)\".*", "$1");

        send("POST", "/desk/" + id + "/solved", "", SECRET, "https://evil.example");
        assertThat(call("GET", "/tickets/" + id, "").body()).contains("\"status\":\"open\"");
        assertThat(hints).isEmpty();

        send("POST", "/desk/" + id + "/solved", "", SECRET, simulator.baseUrl().toString());
        assertThat(call("GET", "/tickets/" + id, "").body()).contains("\"status\":\"solved\"");
        assertThat(hints).containsExactly("{\"ticket\":{\"id\":\"" + id + "\"}} signed");
    }

    @Test
    void who_does_not_know_the_secret_sees_nothing() throws Exception {
        assertThat(send("GET", "/tickets?reference=x", "", "guessed", null).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> call(String method, String target, String body)
            throws IOException, InterruptedException {
        return send(method, target, body, SECRET, null);
    }

    private HttpResponse<String> send(String method, String target, String body, String secret, @Nullable String origin)
            throws IOException, InterruptedException {
        String at = "1763668800";
        var request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + target))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("X-Relaydesk-Timestamp", at)
                .header("X-Relaydesk-Signature", signature(at + "." + method + " " + target + "." + body, secret));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
