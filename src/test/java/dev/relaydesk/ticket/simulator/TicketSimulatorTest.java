package dev.relaydesk.ticket.simulator;

import static dev.relaydesk.testing.desk.FakeWebhookDesk.signature;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ticket desk that comes along. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class TicketSimulatorTest {

    private static final String SECRET = "simulator-secret";

    private static final String PAGE = "http://desk.example/simulators/tickets";

    @Inject
    Jdbi jdbi;

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
        simulator = TicketSimulator.start(SECRET, PAGE, () -> webhook, jdbi, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        simulator.close();
        relaydesk.stop(0);
        http.close();
    }

    @Test
    void a_ticket_asked_for_twice_is_one() throws Exception {
        String ticket = "{\"reference\":\"c:a\",\"subject\":\"Lamp\",\"description\":\"broken\"}";
        String first = call("POST", "/tickets", ticket).body();
        String second = call("POST", "/tickets", ticket).body();

        assertThat(second).isEqualTo(first).contains("\"status\":\"open\"", "\"url\":\"" + PAGE + "#ticket-");
        assertThat(call("GET", "/tickets?reference=c%3Aa", "").body()).contains("\"reference\":\"c:a\"");
        assertThat(call("GET", "/tickets?reference=other", "").body()).isEqualTo("{\"tickets\":[]}");
    }

    @Test
    void every_replica_plays_the_same_desk_and_a_new_start_too() throws Exception {
        String id = opens("c:b");
        call("POST", "/tickets/" + id + "/comments", "{\"key\":\"k\",\"author\":\"customer\",\"text\":\"Hello\"}");
        simulator.close();
        simulator =
                TicketSimulator.start(SECRET, PAGE, () -> URI.create("http://127.0.0.1:1/"), jdbi, Clock.systemUTC());

        assertThat(call("GET", "/tickets/" + id + "/comments", "").body()).contains("Hello");
        assertThat(opens("c:b")).isEqualTo(id);
    }

    @Test
    void what_the_agent_does_is_told_by_a_signed_webhook() throws Exception {
        String id = opens("c:c");

        assertThat(simulator.move(id, "solved")).isTrue();
        assertThat(simulator.write(id, "Ada", "Known customer", true)).isTrue();

        assertThat(call("GET", "/tickets/" + id, "").body()).contains("\"status\":\"solved\"");
        assertThat(call("GET", "/tickets/" + id + "/comments", "").body())
                .contains("\"text\":\"Known customer\",\"private\":true");
        assertThat(hints).hasSize(2).containsOnly("{\"ticket\":{\"id\":\"" + id + "\"}} signed");
        assertThat(simulator.move(id, "gone")).isFalse();
        assertThat(simulator.move("4711", "solved")).isFalse();
        assertThat(simulator.write("4711", "Ada", "Hello", false)).isFalse();
    }

    @Test
    void a_comment_asked_for_twice_is_one() throws Exception {
        String path = "/tickets/" + opens("c:d") + "/comments";
        String comment = "{\"key\":\"k\",\"author\":\"agent\",\"text\":\"Once\",\"private\":true}";

        assertThat(call("POST", path, comment).body())
                .isEqualTo(call("POST", path, comment).body());
        assertThat(call("GET", path, "").body()).containsOnlyOnce("Once");
    }

    @Test
    void who_does_not_know_the_secret_sees_nothing() throws Exception {
        assertThat(send("GET", "/tickets?reference=x", "", "guessed").statusCode())
                .isEqualTo(401);
    }

    private String opens(String reference) throws IOException, InterruptedException {
        return call("POST", "/tickets", "{\"reference\":\"" + reference + "\"}")
                .body()
                .replaceAll(".*\"id\":\"([0-9]+)\".*", "$1");
    }

    private HttpResponse<String> call(String method, String target, String body)
            throws IOException, InterruptedException {
        return send(method, target, body, SECRET);
    }

    private HttpResponse<String> send(String method, String target, String body, String secret)
            throws IOException, InterruptedException {
        String at = "1763668800";
        var request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + target))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("X-Relaydesk-Timestamp", at)
                .header("X-Relaydesk-Signature", signature(at + "." + method + " " + target + "." + body, secret));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
