package dev.relaydesk.testing.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;

/** Zammad: no idempotency, articles, and a search that lags when it is told to. */
public final class FakeZammad extends FakeDesk {

    public static final String TOKEN = "zammad-token";
    public static final String FIELD = "relaydesk_reference";

    /** Whether the index does not know the newest tickets yet. */
    public volatile boolean searchLags;

    public FakeZammad(int port) {
        super(port);
    }

    @Override
    boolean isLetIn(HttpExchange exchange, byte[] body) {
        return ("Token token=" + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    @Override
    public String solved() {
        return "closed";
    }

    @Override
    Reply reply(Request request) {
        String path = request.path();
        boolean post = request.method().equals("POST");
        if (path.equals("/api/v1/users/me")) {
            return new Reply(200, Map.of("id", 3));
        }
        if (path.equals("/api/v1/tickets") && post) {
            JsonNode json = request.json();
            JsonNode article = json.path("article");
            boolean whole = json.path("group").asText().equals("Users")
                    && json.path("customer_id").asText().startsWith("guess:")
                    && article.path("type").asText().equals("note")
                    && article.path("content_type").asText().equals("text/plain");
            return whole
                    ? new Reply(
                            201,
                            shown(open(
                                    json.path(FIELD).asText(),
                                    json.path("title").asText(),
                                    article.path("body").asText(),
                                    "new")))
                    : new Reply(422, Map.of("error", "something is missing"));
        }
        if (path.equals("/api/v1/tickets/search")) {
            String reference = request.parameter("query").replaceAll("^" + FIELD + ":\"(.*)\"$", "$1");
            return new Reply(
                    200,
                    searchLags
                            ? List.of()
                            : with(reference).stream().map(FakeZammad::shown).toList());
        }
        if (path.equals("/api/v1/ticket_articles") && post) {
            Ticket ticket = ticket(request.json().path("ticket_id").asText());
            if (ticket == null) {
                return new Reply(404, Map.of("error", "Couldn't find Ticket"));
            }
            boolean isPrivate = keep(
                    ticket,
                    request.json().path("body").asText(),
                    request.json().path("internal").asBoolean());
            return new Reply(201, Map.of("id", 900, "internal", isPrivate));
        }
        Ticket ticket = ticket(path.replaceAll("^.*/", ""));
        if (ticket == null) {
            return new Reply(404, Map.of("error", "Couldn't find Ticket"));
        }
        return path.startsWith("/api/v1/ticket_articles/by_ticket/")
                ? new Reply(
                        200,
                        ticket.comments.stream()
                                .map(each -> Map.of("body", each.text(), "internal", each.isPrivate()))
                                .toList())
                : new Reply(200, shown(ticket));
    }

    private static Map<String, Object> shown(Ticket ticket) {
        return Map.of(
                "id",
                Integer.parseInt(ticket.id),
                "number",
                "67" + ticket.id,
                "state",
                ticket.status,
                FIELD,
                ticket.reference);
    }
}
