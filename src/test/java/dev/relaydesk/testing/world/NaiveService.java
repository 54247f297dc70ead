package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service without a database, to see whether the world notices what it does wrong. */
final class NaiveService implements Closeable {

    /** What it does wrong. */
    enum Fault {
        NONE,
        ANSWERS_TWICE,
        FORGETS_THE_THREAD,
        LOSES_THE_SECOND,
        MIXES_CUSTOMERS
    }

    private static final Pattern FROM = Pattern.compile("\"from\":\"(\\d+)\"");
    private static final Pattern BACKEND = Pattern.compile("\"backend_uuid\":\"([^\"]+)\"");
    private static final Pattern ANSWER = Pattern.compile("\"answer\":\"(Thank[^\"]+)\"");

    private final HttpServerSocket server;
    private final Webhook wrapper;
    private final Webhook graph;
    private final String token;
    private final Fault fault;
    private final Map<String, String> frontends = new ConcurrentHashMap<>();
    private final Map<String, String> backends = new ConcurrentHashMap<>();

    NaiveService(Map<String, String> settings, Fault fault) throws IOException {
        this.fault = fault;
        wrapper =
                new Webhook(URI.create(settings.get("RELAYDESK_SPACE_BASE_URL")).getPort());
        graph = new Webhook(
                URI.create(settings.get("RELAYDESK_WHATSAPP_API_URL")).getPort());
        token = settings.getOrDefault("RELAYDESK_WHATSAPP_ACCESS_TOKEN", "");
        server = new HttpServerSocket("naive", this::handle);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
        wrapper.close();
        graph.close();
    }

    private void handle(HttpMessage request, HttpConnection connection) throws IOException {
        connection.respond(200, "text/plain", new byte[0]);
        String body = new String(request.body(), UTF_8);
        Matcher from = FROM.matcher(body);
        List<Token> tokens = Token.in(body);
        if (from.find() && !tokens.isEmpty()) {
            String phone = fault == Fault.MIXES_CUSTOMERS ? "1" : from.group(1);
            if (fault != Fault.LOSES_THE_SECOND || tokens.getFirst().sequence() != 2) {
                answer(phone, tokens);
            }
        }
    }

    private void answer(String phone, List<Token> tokens) throws IOException {
        String frontend =
                frontends.computeIfAbsent(phone, _ -> UUID.randomUUID().toString());
        String backend = backends.get(phone);
        String target = "/api/query_sync?account_name=a&q=" + URLEncoder.encode(tokens.toString(), UTF_8)
                + "&frontend_context_uuid=" + (fault == Fault.FORGETS_THE_THREAD ? UUID.randomUUID() : frontend)
                + (backend == null ? "" : "&backend_uuid=" + backend);
        byte[] ask = ("GET " + target + " HTTP/1.1\r\nhost: x\r\n\r\n").getBytes(ISO_8859_1);
        String reply = new String(wrapper.exchange(ask).body(), UTF_8);
        Matcher after = BACKEND.matcher(reply);
        Matcher text = ANSWER.matcher(reply);
        if (!after.find() || !text.find()) {
            throw new IOException("The wrapper's reply lacks something: " + reply);
        }
        backends.put(phone, after.group(1));
        for (int i = 0; i < (fault == Fault.ANSWERS_TWICE ? 2 : 1); i++) {
            byte[] body = ("{\"messaging_product\":\"whatsapp\",\"to\":\"" + phone
                            + "\",\"type\":\"text\",\"text\":{\"body\":\"" + text.group(1) + "\"}}")
                    .getBytes(UTF_8);
            graph.exchange(("POST /v25.0/1/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + token
                            + "\r\ncontent-length: " + body.length + "\r\n\r\n" + new String(body, UTF_8))
                    .getBytes(UTF_8));
        }
    }
}
