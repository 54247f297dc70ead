package dev.relaydesk.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.relaydesk.channel.whatsapp.simulator.GraphSimulator;
import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.OutboundMessage;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.testing.Drip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphClientTest {

    private static final String NUMBER = "3011";
    private static final String TOKEN = "a token";
    private static final String SECRET = "a secret";

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> statuses = new CopyOnWriteArrayList<>();
    private final List<Boolean> signed = new CopyOnWriteArrayList<>();
    private HttpServer webhook;
    private GraphSimulator graph;
    private GraphClient client;

    @BeforeEach
    void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String header = exchange.getRequestHeaders().getFirst("X-Hub-Signature-256");
            signed.add(new WhatsAppSignature(SECRET).matches(body, header));
            statuses.add(json.readTree(body).at("/entry/0/changes/0/value/statuses/0"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        URI callback = URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/");
        graph = new GraphSimulator(NUMBER, TOKEN, SECRET, () -> callback, Clock.systemUTC());
        graph.start();
        client = new GraphClient(Duration.ofSeconds(2), Duration.ofMillis(1500));
    }

    @AfterEach
    void stop() {
        client.close();
        graph.close();
        webhook.stop(0);
    }

    @Test
    void a_message_goes_out_in_metas_form_and_its_statuses_come_back_signed() {
        SendResult result = send("Your parcel is in Leeds.", "phone:447700900123");

        assertThat(result).isInstanceOf(SendResult.Accepted.class);
        assertThat(graph.messages()).hasSize(1);
        assertThat(graph.messages().getFirst().toString()).isEqualTo("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"447700900123","type":"text",\
                "biz_opaque_callback_data":"turn:1","text":{"body":"Your parcel is in Leeds.","preview_url":false}}""");
        await().until(() -> statuses.size() == 3);
        assertThat(statuses)
                .extracting(status -> status.path("status").asText())
                .containsExactly("sent", "delivered", "read");
        assertThat(statuses).allSatisfy(status -> {
            assertThat(status.path("biz_opaque_callback_data").asText()).isEqualTo("turn:1");
            assertThat(status.path("id").asText()).isEqualTo(((SendResult.Accepted) result).providerId());
        });
        assertThat(signed).containsOnly(true);
    }

    @Test
    void choices_become_reply_buttons() {
        SendResult result = send(message(
                "Cancel it?", List.of(new Choice("y".repeat(256), "t".repeat(20)), new Choice("n", "Nö, später 🙂"))));

        assertThat(result).isInstanceOf(SendResult.Accepted.class);
        assertThat(graph.messages().getFirst().toString()).isEqualTo("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"447700900123","type":"interactive",\
                "biz_opaque_callback_data":"turn:1","interactive":{"type":"button","body":{"text":"Cancel it?"},\
                "action":{"buttons":[{"type":"reply","reply":{"id":"%s","title":"%s"}},\
                {"type":"reply","reply":{"id":"n","title":"Nö, später 🙂"}}]}}}""".formatted("y".repeat(256), "t".repeat(20)));
    }

    @Test
    void the_simulator_holds_buttons_to_metas_rules() {
        var choices = List.of(new Choice("y", "Yes"));
        var strange = WhatsAppSender.body(message("x", choices));
        ((ObjectNode) strange.at("/interactive/action/buttons/0")).put("type", "url");

        assertThat(send(message("x".repeat(1024), choices))).isInstanceOf(SendResult.Accepted.class);
        assertThat(send(message("x".repeat(1025), choices))).isInstanceOf(SendResult.Rejected.class);
        assertThat(client.send(account(graph.baseUrl().getPort(), TOKEN), strange, 1))
                .isInstanceOf(SendResult.Rejected.class);
        assertThat(send(message("#graph-131056", choices))).isInstanceOf(SendResult.TryLater.class);
    }

    @Test
    void a_person_without_a_number_is_written_to_by_user_id() {
        assertThat(send("Hello", "user:GB.204")).isInstanceOf(SendResult.Accepted.class);
        assertThat(send("Hello", "parent:GB.ENT.309")).isInstanceOf(SendResult.Accepted.class);

        assertThat(graph.messages())
                .extracting(message -> message.path("recipient").asText())
                .containsExactly("GB.204", "GB.ENT.309");
        assertThat(graph.messages()).noneMatch(message -> message.has("to"));
    }

    @Test
    void metas_complaints_are_understood() {
        assertThat(send("#graph-131056", "phone:447700900123")).isInstanceOf(SendResult.TryLater.class);
        assertThat(send("#graph-131047", "phone:447700900123")).isInstanceOf(SendResult.Rejected.class);
        assertThat(send("#graph-190", "phone:447700900123")).isInstanceOf(SendResult.AccountStopped.class);
        assertThat(send("#graph-131000", "phone:447700900123")).isInstanceOf(SendResult.Unknown.class);
        assertThat(send("#graph-http-503", "phone:447700900123")).isInstanceOf(SendResult.Unknown.class);
        assertThat(send("#graph-http-429", "phone:447700900123")).isInstanceOf(SendResult.TryLater.class);
        assertThat(send("x".repeat(4097), "phone:447700900123")).isInstanceOf(SendResult.Rejected.class);
        assertThat(graph.messages()).isEmpty();

        assertThat(send("#graph-once-130429", "phone:447700900123")).isInstanceOf(SendResult.AccountStopped.class);
        assertThat(send("#graph-once-130429", "phone:447700900123")).isInstanceOf(SendResult.Accepted.class);
    }

    @Test
    void a_cut_connection_leaves_it_open_whether_the_message_went_out() {
        assertThat(send("#graph-cut", "phone:447700900123")).isInstanceOf(SendResult.Unknown.class);
        assertThat(graph.messages()).hasSize(1);
        assertThat(send("#graph-cut-before", "phone:447700900123")).isInstanceOf(SendResult.Unknown.class);
        assertThat(graph.messages()).hasSize(1);
        assertThat(send("#graph-garbage", "phone:447700900123")).isInstanceOf(SendResult.Unknown.class);
    }

    @Test
    void an_answer_that_takes_too_long_is_not_waited_for() {
        long before = System.nanoTime();

        assertThat(send("#graph-delay-5000", "phone:447700900123")).isInstanceOf(SendResult.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void an_answer_that_drips_in_is_not_waited_for_either() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (var socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                    Drip.into(socket.getOutputStream());
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            long before = System.nanoTime();

            SendResult result = client.send(account(server.getLocalPort(), TOKEN), text("x"), 1);

            assertThat(result).isInstanceOf(SendResult.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void where_nobody_listens_nothing_was_sent() throws IOException {
        int closed;
        try (var server = new ServerSocket(0)) {
            closed = server.getLocalPort();
        }

        assertThat(client.send(account(closed, TOKEN), text("x"), 1)).isInstanceOf(SendResult.TryLater.class);
    }

    @Test
    void a_wrong_token_and_an_unknown_property_are_refused_by_the_simulator() {
        int port = graph.baseUrl().getPort();

        assertThat(client.send(account(port, "wrong"), text("x"), 1)).isInstanceOf(SendResult.AccountStopped.class);
        assertThat(client.send(account(port, TOKEN), text("x").put("colour", "red"), 1))
                .isInstanceOf(SendResult.Rejected.class);
    }

    @Test
    void statuses_come_early_reversed_twice_or_as_a_failure_when_asked_for() {
        send("#graph-status-early", "phone:447700900123");
        assertThat(statuses).hasSize(3);

        statuses.clear();
        send("#graph-status-reversed #graph-status-twice", "phone:447700900123");
        await().until(() -> statuses.size() == 6);
        assertThat(statuses.getFirst().path("status").asText()).isEqualTo("read");

        statuses.clear();
        send("#graph-status-failed-131026", "phone:447700900123");
        await().until(() -> statuses.size() == 2);
        assertThat(statuses.getLast().at("/errors/0/code").asInt()).isEqualTo(131026);
    }

    @Test
    void a_read_mark_carries_the_typing_indicator() {
        ObjectNode mark = json.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("status", "read")
                .put("message_id", "wamid.IN");
        mark.putObject("typing_indicator").put("type", "text");

        client.send(account(graph.baseUrl().getPort(), TOKEN), mark, 1);

        assertThat(graph.readMarks()).containsExactly(mark);
        assertThat(graph.messages()).isEmpty();
    }

    private SendResult send(OutboundMessage message) {
        return client.send(account(graph.baseUrl().getPort(), TOKEN), WhatsAppSender.body(message), 1);
    }

    private static OutboundMessage message(String text, List<Choice> choices) {
        return new OutboundMessage(UUID.randomUUID(), NUMBER, "phone:447700900123", text, choices, null, "turn:1", 1);
    }

    private SendResult send(String text, String address) {
        return send(new OutboundMessage(UUID.randomUUID(), NUMBER, address, text, List.of(), null, "turn:1", 1));
    }

    private ObjectNode text(String text) {
        return WhatsAppSender.body(message(text, List.of()));
    }

    private static WhatsAppAccount account(int port, String token) {
        return new WhatsAppAccount(
                NUMBER,
                URI.create("http://127.0.0.1:" + port),
                "v25.0",
                token,
                List.of(new WhatsAppSignature(SECRET)),
                "verify");
    }
}
