package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.action.catalogue.ActionDefinition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of docs/actions.md, with a shop that is really there. */
class ReorderExampleTest {

    private static final Path EXAMPLE = Path.of("docs/examples/reorder");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final EndpointCalls calls = new EndpointCalls();
    private HttpServer shop;

    @BeforeEach
    void open() throws Exception {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        shop.createContext("/api/reorders", exchange -> {
            try (exchange) {
                heard.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] answer = "{\"number\":\"R-17\",\"expected_on\":\"Friday\",\"margin\":\"ours\"}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(201, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        shop.start();
    }

    @AfterEach
    void close() {
        calls.close();
        shop.stop(0);
    }

    @Test
    void the_schema_is_taken_and_the_handler_does_what_it_lets_through() throws Exception {
        var catalogue = new ActionCatalogue(Optional.of(EXAMPLE), "", Clock.systemUTC()).current();
        ActionDefinition reorder = catalogue.find("reorder").orElseThrow().definition();
        ObjectNode lamp = (ObjectNode) reorder.examples().getFirst();
        String prefix = "relaydesk.action.handlers.reorder.";
        String settings = Files.readString(EXAMPLE.resolve("application.properties"))
                        .replaceFirst("(?m)^relaydesk.action.schemas-dir=.*$", "")
                        .replace(
                                "https://shop.example.com",
                                "http://127.0.0.1:" + shop.getAddress().getPort())
                + "\n" + prefix + "allow-http=true\n" + prefix + "allow-networks=127.0.0.1/32\n";
        Endpoint handler = Settings.endpoints(settings, Map.of("RELAYDESK_ACTION_SECRETS_SHOP_TOKEN", "open-sesame"))
                .handler("reorder")
                .orElseThrow();

        assertThat(catalogue.problems()).isEmpty();
        assertThat(reorder.faults(lamp)).isEmpty();
        assertThat(reorder.faults(lamp.deepCopy().put("pieces", 10))).isNotEmpty();
        assertThat(handler.effect()).isEqualTo(Effect.IDEMPOTENT);
        assertThat(handler.fields())
                .extracting(Endpoint.Field::name)
                .containsExactlyInAnyOrderElementsOf(
                        () -> reorder.schema().path("properties").fieldNames());
        assertThat(calls.call(handler, lamp, "key-1"))
                .isInstanceOfSatisfying(
                        CallResult.Succeeded.class,
                        done -> assertThat(done.text())
                                .contains("R-17", "Friday")
                                .doesNotContain("ours"));
        assertThat(heard).singleElement().satisfies(request -> {
            assertThat(request).startsWith("key-1 Bearer open-sesame ");
            assertThat(JSON.readTree(request.substring(request.indexOf('{'))))
                    .isEqualTo(JSON.readTree(lamp.toString()));
        });
    }
}
