package dev.relaydesk.testing.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody's own system behind the signed webhook, written from docs/tickets.md. */
public final class FakeWebhookDesk extends FakeDesk {

    public static final String SECRET = "webhook-secret";

    public FakeWebhookDesk(int port) {
        super(port);
    }

    /** What the documentation says, by another way than the service takes. */
    public static String signature(String signed, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    boolean isLetIn(HttpExchange exchange, byte[] body) {
        String at = exchange.getRequestHeaders().getFirst("X-Relaydesk-Timestamp");
        String signed =
                at + "." + exchange.getRequestMethod() + " " + exchange.getRequestURI() + "." + new String(body, UTF_8);
        return signature(signed, SECRET).equals(exchange.getRequestHeaders().getFirst("X-Relaydesk-Signature"));
    }

    @Override
    public String solved() {
        return "solved";
    }

    @Override
    Reply reply(Request request) {
        String[] path = request.path().split("/", -1);
        if (path.length == 2) {
            return request.method().equals("POST") ? create(request) : found(request.parameter("reference"));
        }
        Ticket ticket = ticket(path[2]);
        if (ticket == null) {
            return new Reply(404, Map.of("error", "not found"));
        }
        if (path.length == 3) {
            return new Reply(200, shown(ticket));
        }
        if (request.method().equals("POST")) {
            JsonNode json = request.json();
            boolean isPrivate = keep(
                    ticket,
                    json.path("text").asText() + " " + json.path("key").asText(),
                    json.path("private").asBoolean());
            return new Reply(201, Map.of("private", isPrivate));
        }
        return new Reply(
                200,
                Map.of(
                        "comments",
                        ticket.comments.stream()
                                .map(each -> Map.of(
                                        "key", each.text().replaceAll("(?s).* ", ""), "private", each.isPrivate()))
                                .toList()));
    }

    private Reply create(Request request) {
        List<Ticket> known = with(request.header("Idempotency-Key"));
        JsonNode json = request.json();
        Ticket ticket = known.isEmpty()
                ? open(
                        json.path("reference").asText(),
                        json.path("subject").asText(),
                        json.path("description").asText(),
                        "open")
                : known.getFirst();
        return new Reply(201, shown(ticket));
    }

    private Reply found(String reference) {
        return new Reply(
                200,
                Map.of(
                        "tickets",
                        with(reference).stream().map(FakeWebhookDesk::shown).toList()));
    }

    private static Map<String, Object> shown(Ticket ticket) {
        return Map.of(
                "id", ticket.id, "number", "T-" + ticket.id, "status", ticket.status, "reference", ticket.reference);
    }
}
