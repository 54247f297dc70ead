package dev.relaydesk.testing.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Zendesk: one ticket for one idempotency key, comments by way of an update with an audit. */
public final class FakeZendesk extends FakeDesk {

    public static final String EMAIL = "bot@example.test";
    public static final String TOKEN = "zendesk-token";

    public FakeZendesk(int port) {
        super(port);
    }

    @Override
    boolean isLetIn(HttpExchange exchange, byte[] body) {
        String login = Base64.getEncoder().encodeToString((EMAIL + "/token:" + TOKEN).getBytes(UTF_8));
        return ("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    @Override
    public String solved() {
        return "solved";
    }

    @Override
    Reply reply(Request request) {
        String path = request.path();
        if (path.equals("/api/v2/users/me.json")) {
            return new Reply(200, Map.of("user", Map.of("id", 5, "role", "agent")));
        }
        if (path.equals("/api/v2/tickets.json")) {
            return request.method().equals("POST") ? create(request) : found(request.parameter("external_id"));
        }
        Ticket ticket = ticket(path.replaceAll("^/api/v2/tickets/([0-9]+).*", "$1"));
        if (ticket == null) {
            return new Reply(404, Map.of("error", "RecordNotFound"));
        }
        if (path.endsWith("/comments.json")) {
            return new Reply(
                    200,
                    Map.of(
                            "comments",
                            ticket.comments.stream()
                                    .map(each -> Map.of("body", each.text(), "public", !each.isPrivate()))
                                    .toList()));
        }
        return request.method().equals("PUT") ? comment(ticket, request.json()) : one(200, ticket);
    }

    private Reply create(Request request) {
        JsonNode asked = request.json().path("ticket");
        String key = request.header("Idempotency-Key");
        String reference = asked.path("external_id").asText();
        List<Ticket> known = with(key);
        return known.isEmpty()
                ? one(
                        201,
                        open(
                                reference,
                                asked.path("subject").asText(),
                                asked.at("/comment/body").asText(),
                                "new"))
                : one(201, known.getFirst());
    }

    private Reply found(String reference) {
        return new Reply(
                200,
                Map.of(
                        "tickets",
                        with(reference).stream().map(FakeZendesk::shown).toList()));
    }

    private Reply comment(Ticket ticket, JsonNode json) {
        if (ticket.status.equals("closed")) {
            return new Reply(422, Map.of("error", "RecordInvalid"));
        }
        JsonNode comment = json.at("/ticket/comment");
        String text = comment.path("body").asText();
        boolean isPrivate = keep(ticket, text, !comment.path("public").asBoolean(true));
        List<Map<String, Object>> events =
                ignoresComments ? List.of() : List.of(Map.of("type", "Comment", "body", text, "public", !isPrivate));
        return new Reply(200, Map.of("ticket", shown(ticket), "audit", Map.of("events", events)));
    }

    private static Reply one(int status, Ticket ticket) {
        return new Reply(status, Map.of("ticket", shown(ticket)));
    }

    private static Map<String, Object> shown(Ticket ticket) {
        return Map.of("id", Integer.parseInt(ticket.id), "status", ticket.status, "external_id", ticket.reference);
    }
}
