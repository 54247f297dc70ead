package dev.relaydesk.channel.whatsapp.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of Meta's Graph API on a loopback port: takes messages and read marks, refuses what Meta would refuse,
 * reports statuses to a webhook. Markers in a message's text make it misbehave; docs/simulators-graph.md lists them.
 */
public final class GraphSimulator implements AutoCloseable {

    private static final int MOST_REMEMBERED = 10_000;

    private final String phoneNumberId;
    private final String accessToken;
    private final StatusCourier courier;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;
    private final Deque<TakenMessage> messages = new ArrayDeque<>();
    private final Deque<JsonNode> readMarks = new ArrayDeque<>();
    private final Set<String> spent = GraphMarkers.memory();

    static {
        // Otherwise the kernel holds back each answer for up to 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /**
     * @param callback where statuses go; asked for each one
     * @param clock gives the statuses their time
     */
    public GraphSimulator(
            String phoneNumberId, String accessToken, String appSecret, Supplier<URI> callback, Clock clock) {
        this.phoneNumberId = phoneNumberId;
        this.accessToken = accessToken;
        this.clock = clock;
        this.courier = new StatusCourier(phoneNumberId, new WebhookSigner(appSecret), callback, clock);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    public void start() {
        server.start();
    }

    /** Without the version. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The messages taken so far, oldest first; the last ten thousand. */
    public List<JsonNode> messages() {
        return taken().stream().map(TakenMessage::body).toList();
    }

    /** The same, with what a phone knows of them. */
    public List<TakenMessage> taken() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /**
     * Brings what a person wrote or pressed to the webhook, once, and returns when it was answered.
     *
     * @param message all of it but {@code from}
     * @return whether it was answered with 200
     */
    public boolean bring(String from, String name, ObjectNode message) {
        return courier.bring(from, name, message);
    }

    /** The read marks taken so far, oldest first; the last ten thousand. */
    public List<JsonNode> readMarks() {
        synchronized (readMarks) {
            return List.copyOf(readMarks);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        courier.close();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            boolean looks = exchange.getRequestMethod().equals("GET") && path.length == 3;
            boolean sends =
                    exchange.getRequestMethod().equals("POST") && path.length == 4 && path[3].equals("messages");
            if (!(looks || sends) || !path[1].matches("v[0-9]+\\.[0-9]+")) {
                new GraphReply(exchange).error(404, 100, "Unsupported " + exchange.getRequestMethod() + " request");
            } else if (!authorized(exchange.getRequestHeaders().get("Authorization"))) {
                new GraphReply(exchange).error(401, 190, "Invalid OAuth access token");
            } else if (!path[2].equals(phoneNumberId)) {
                new GraphReply(exchange).error(400, 33, "Object with ID '" + path[2] + "' does not exist");
            } else if (looks) {
                new GraphReply(exchange)
                        .json(
                                200,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("verified_name", "Simulated")
                                        .put("id", phoneNumberId));
            } else {
                receive(new GraphReply(exchange), sent);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean authorized(@Nullable List<String> headers) {
        byte[] expected = ("Bearer " + accessToken).getBytes(StandardCharsets.UTF_8);
        return headers != null
                && headers.size() == 1
                && MessageDigest.isEqual(expected, headers.getFirst().getBytes(StandardCharsets.UTF_8));
    }

    private void receive(GraphReply reply, byte[] sent) throws IOException, InterruptedException {
        try {
            JsonNode body = json.readTree(sent);
            if (GraphSchema.isReadMark(body)) {
                GraphSchema.checkReadMark(body);
                remember(readMarks, body);
                reply.json(200, JsonNodeFactory.instance.objectNode().put("success", true));
            } else {
                GraphSchema.checkMessage(body);
                take(reply, body);
            }
        } catch (JsonProcessingException | GraphSchema.Broken e) {
            reply.error(400, 100, "(#100) Invalid parameter: " + e.getMessage());
        }
    }

    private void take(GraphReply reply, JsonNode body) throws IOException, InterruptedException {
        String text =
                body.at("/text/body").asText(body.at("/interactive/body/text").asText());
        var markers = GraphMarkers.in(text);
        String key = body.path("biz_opaque_callback_data").asText(text);
        Thread.sleep(markers.number("delay-", 0));
        int page = markers.number("http-", 0, "http " + key, spent);
        int code = markers.number("", -1, "code " + key, spent);
        if (page != 0) {
            reply.page(page, "<html>simulated</html>");
            return;
        }
        if (code != -1) {
            reply.error(GraphReply.statusOf(code), code, "simulated");
            return;
        }
        if (markers.has("cut-before")) {
            return;
        }
        String id = messageId(body);
        remember(messages, new TakenMessage(id, clock.instant(), body));
        ObjectNode status = status(body, id);
        if (markers.has("status-early")) {
            courier.report(status, markers);
        }
        if (markers.has("cut") || (markers.has("once-cut") && spent.add("cut " + key))) {
            later(status, markers);
            return;
        }
        if (markers.has("garbage")) {
            reply.page(200, "not json");
        } else {
            reply.json(200, accepted(body, id));
        }
        later(status, markers);
    }

    private void later(ObjectNode status, GraphMarkers markers) {
        if (!markers.has("status-early") && !markers.has("status-none")) {
            threads.execute(() -> courier.report(status, markers));
        }
    }

    private static ObjectNode status(JsonNode body, String id) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("id", id);
        if (body.has("to")) {
            status.put("recipient_id", body.path("to").asText().replace("+", ""));
        } else {
            status.put("recipient_user_id", body.path("recipient").asText());
        }
        if (body.has("biz_opaque_callback_data")) {
            status.set("biz_opaque_callback_data", body.path("biz_opaque_callback_data"));
        }
        return status;
    }

    private static ObjectNode accepted(JsonNode body, String id) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject();
        if (body.has("to")) {
            String to = body.path("to").asText();
            contact.put("input", to).put("wa_id", to.replace("+", ""));
        } else {
            String user = body.path("recipient").asText();
            contact.put("input", user).put("user_id", user);
        }
        answer.putArray("messages").addObject().put("id", id);
        return answer;
    }

    /** Like Meta's: the recipient's number lies in it in clear. */
    private static String messageId(JsonNode body) {
        String content = body.path("to").asText(body.path("recipient").asText()) + " " + UUID.randomUUID();
        return "wamid." + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> void remember(Deque<T> kept, T body) {
        synchronized (kept) {
            kept.addLast(body);
            if (kept.size() > MOST_REMEMBERED) {
                kept.removeFirst();
            }
        }
    }
}
